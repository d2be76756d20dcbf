import { badRequest } from '#kube/status.ts'

/** Where a list goes on: after `after` (a path of the store) in the state of revision `revision`. */
export interface ContinueToken {
  revision: number
  after: string
}

/** Opaque to clients; the form is that of `k8s.io/apiserver/pkg/storage/continue.go`. */
export function writeContinue({ revision, after }: ContinueToken, namespace: string | undefined): string {
  const start =
    namespace === undefined || namespace === '' ? after.replace(/^\//, '') : after.slice(namespace.length + 1)
  const token = { v: 'meta.k8s.io/v1', rv: revision, start: `${start}\u0000` }
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

/** Throws StatusError 400. A negative revision means: the state of now, whatever was listed before. */
export function readContinue(
  text: string,
  options: { namespaced: boolean; namespace: string | undefined },
): ContinueToken {
  const token = parse(Buffer.from(text, 'base64url'))
  if (token.v !== 'meta.k8s.io/v1') {
    throw invalid(`server does not recognize this encoded version ${JSON.stringify(token.v ?? '')}`)
  }
  if (typeof token.rv !== 'number' || token.rv === 0) {
    throw invalid('incorrect encoded start resourceVersion (version meta.k8s.io/v1)')
  }
  if (typeof token.start !== 'string' || token.start === '') {
    throw invalid('encoded start key empty (version meta.k8s.io/v1)')
  }
  return { revision: token.rv, after: pathOf(token.start.split('\u0000', 1)[0] ?? '', options) }
}

function pathOf(
  start: string,
  { namespaced, namespace }: { namespaced: boolean; namespace: string | undefined },
): string {
  if (!namespaced) return `/${start}`
  return namespace === undefined ? start : `${namespace}/${start}`
}

function parse(bytes: Buffer): { v?: unknown; rv?: unknown; start?: unknown } {
  try {
    const token: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof token === 'object' && token !== null ? token : {}
  } catch {
    const [first = 0] = bytes
    const printable = first >= 0x20 && first <= 0x7e
    const shown = printable ? String.fromCharCode(first) : `\\u${first.toString(16).padStart(4, '0')}`
    throw invalid(`invalid character '${shown}' looking for beginning of value`)
  }
}

function invalid(why: string): Error {
  return badRequest(`invalid continue token: continue key is not valid: ${why}`)
}
