import { textOf } from '#api-mock/resources/values.ts'
import type { Fill } from './fill.ts'

/** A registry, a lowercase path, then a tag and a digest: the rules are those of the distribution project. */
const reference =
  /^(?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::(?<tag>\w[\w.-]{0,127}))?(?<digest>@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?$/

/** The tag of an image; `latest` where it has neither tag nor digest, empty where it is no image. */
export function imageTag(image: string): string {
  const parts = reference.exec(image)
  if (parts === null) return ''
  const { tag, digest } = parts.groups ?? {}
  return tag ?? (digest === undefined ? 'latest' : '')
}

/** `latest` is pulled anew for every container, all else once. */
export function pullPolicy(image: string, policy: string): Fill {
  return (fields) => {
    if (textOf(fields[policy]) !== '') return fields
    const latest = imageTag(textOf(fields[image])) === 'latest'
    return { ...fields, [policy]: latest ? 'Always' : 'IfNotPresent' }
  }
}
