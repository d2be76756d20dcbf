import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { Format } from '#api-mock/serve/present.ts'
import type { Change } from '#api-mock/store/log.ts'

/** Goes with the change: what many watch is written out once, and kept no longer than it is on its way. */
const texts = new WeakMap<Change, { definition: ResourceDefinition; byFormat: Map<string, string> }>()

/** The text of a change's current state in a format, made by whoever asks first. */
export function sharedText(
  change: Change,
  definition: ResourceDefinition,
  { as, metaVersion, includeObject, second = 0 }: Format & { second?: number },
  make: () => string,
): string {
  let known = texts.get(change)
  if (known?.definition !== definition) {
    known = { definition, byFormat: new Map() }
    texts.set(change, known)
  }
  const key = `${as} ${metaVersion} ${includeObject} ${second}`
  const text = known.byFormat.get(key) ?? make()
  known.byFormat.set(key, text)
  return text
}
