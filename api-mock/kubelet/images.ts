import { digestOf, shareOf } from './hash.ts'

export interface ImageName {
  host: string
  /** With the `library/` of images that have no owner. */
  repository: string
  tag: string
  digest: string | undefined
}

/** What is known of an image without asking a registry. */
export interface Image {
  name: ImageName
  /** As containerd writes it, such as `docker.io/library/nginx:latest`. */
  reference: string
  id: string
  bytes: number
  /** Why it cannot be pulled, in containerd's words. */
  problem: string | undefined
}

const pattern =
  /^(?:([\w.-]+(?::\d+)?)\/)?([a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/

/** Takes an image reference apart; undefined where it is none. A first part is a host where it looks like one. */
export function parseImage(text: string): ImageName | undefined {
  const found = pattern.exec(text)
  if (found === null) return undefined
  const [, first, path = '', tag, digest] = found
  const isHost = first !== undefined && (/[.:]/.test(first) || first === 'localhost')
  const repository = first === undefined || isHost ? path : `${first}/${path}`
  const hub = !isHost || first === 'docker.io'
  return {
    host: isHost ? first : 'docker.io',
    repository: hub && !repository.includes('/') ? `library/${repository}` : repository,
    tag: tag ?? 'latest',
    digest,
  }
}

/** The version that a tag names, such as `1.27` of `nginx:1.27-alpine`; `newest` where it names none, or leaves it open. */
export function versionOf(reference: string, newest: string): string {
  const [, version] = /^v?(\d+(?:\.\d+)*)/.exec(parseImage(reference)?.tag ?? '') ?? []
  return version === undefined || newest.startsWith(`${version}.`) ? newest : version
}

/** The image of a reference; undefined where a kubelet says `InvalidImageName`. */
export function findImage(text: string): Image | undefined {
  const name = parseImage(text)
  if (name === undefined) return undefined
  const base = `${name.host}/${name.repository}`
  const reference = name.digest === undefined ? `${base}:${name.tag}` : `${base}@${name.digest}`
  return {
    name,
    reference,
    id: `${base}@${name.digest ?? `sha256:${digestOf(reference)}`}`,
    bytes: Math.floor(5_000_000 + shareOf(reference) * 120_000_000),
    problem: problemOf(name, reference),
  }
}

/** Names with one of these words are those of nothing: this is how a demonstration provokes a failed pull. */
const missing =
  /(^|[-_./])(broken|missing|unknown|nonexistent|non-existent|does-?not-?exist|invalid|typo|nope)([-_./]|$)/

function problemOf({ host, repository, tag }: ImageName, reference: string): string | undefined {
  const failed = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}"`
  if (missing.test(host) || host.endsWith('.example')) {
    const hostname = host.replace(/:\d+$/, '')
    const head = `Head "https://${host}/v2/${repository}/manifests/${tag}"`
    return `rpc error: code = Unknown desc = ${failed}: failed to do request: ${head}: dial tcp: lookup ${hostname} on 10.96.0.10:53: no such host`
  }
  if (missing.test(repository)) {
    return `rpc error: code = Unknown desc = ${failed}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
  }
  if (missing.test(tag)) return `rpc error: code = NotFound desc = ${failed}: ${reference}: not found`
  return undefined
}

/** How many milliseconds a pull takes: the first time by the image's size, later only to look whether it changed. */
export function pullTime({ bytes, reference }: Image, uid: string, present: boolean): number {
  const share = shareOf(`${uid}/${reference}`)
  return present ? 150 + share * 250 : 350 + (bytes / 125_000_000) * 600 + share * 500
}
