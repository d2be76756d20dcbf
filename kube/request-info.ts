/** What a request to an API server asks for, read from its method, path and query alone. */
export type RequestInfo = ResourceRequest | NonResourceRequest

export interface ResourceRequest {
  resource: true
  verb: Verb
  /** '' is the core group. */
  group: string
  version: string
  namespace?: string
  plural: string
  name?: string
  subresource?: string
}

export interface NonResourceRequest {
  resource: false
  /** The HTTP method in lower case, as RBAC's `nonResourceURLs` rules spell it. */
  verb: string
  path: string
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection'

const verbs: Record<string, Verb> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }

/** Subresources of a namespace itself; any other word after its name is a resource inside it. */
const ofNamespaces = new Set(['status', 'finalize'])

/** Subresources that open a stream into a container: `create`, whatever the method (KEP-4006). */
const streams = new Set(['exec', 'attach', 'portforward'])

/**
 * Reads a request as kube-apiserver's RequestInfo does. `segments` are the decoded parts of the path below
 * the server's root. A GET of a collection with `watch=true` is a watch, as is one with
 * `fieldSelector=metadata.name=…`, which then names its object.
 */
export function readRequest(
  method: string,
  segments: readonly string[],
  query: URLSearchParams,
): RequestInfo {
  const [root, ...rest] = segments
  const core = root === 'api'
  const parts = core ? ['', ...rest] : rest
  const [group, version, ...below] = parts
  if ((!core && root !== 'apis') || group === undefined || version === undefined || below.length === 0) {
    return { resource: false, verb: method.toLowerCase(), path: `/${segments.join('/')}` }
  }
  const inNamespace = below[0] === 'namespaces' && below.length > 2 && !ofNamespaces.has(below[2] ?? '')
  const ofNamespace = core && below[0] === 'namespaces' && below.length > 1 && !inNamespace
  const namespace = inNamespace || ofNamespace ? below[1] : undefined
  const [plural = '', name, subresource] = inNamespace ? below.slice(2) : below
  const byName = name ?? nameFromFieldSelector(query)
  return {
    resource: true,
    verb: verbOf(method, name, subresource, query),
    group,
    version,
    plural,
    ...(namespace === undefined ? {} : { namespace }),
    ...(byName === undefined ? {} : { name: byName }),
    ...(subresource === undefined ? {} : { subresource }),
  }
}

function verbOf(
  method: string,
  name: string | undefined,
  subresource: string | undefined,
  query: URLSearchParams,
): Verb {
  if (subresource !== undefined && streams.has(subresource)) return 'create'
  const verb = verbs[method]
  if (verb === 'delete' && name === undefined) return 'deletecollection'
  if (verb !== undefined) return verb
  // A name in the path makes it a plain get, whatever else is asked.
  if (name !== undefined) return 'get'
  return isTrue(query.get('watch')) ? 'watch' : 'list'
}

function nameFromFieldSelector(query: URLSearchParams): string | undefined {
  const found = /^metadata\.name==?([^,=]+)$/.exec(query.get('fieldSelector') ?? '')
  return found?.[1]
}

/** A query parameter is true as Go's conversion reads it: present and neither '0' nor 'false' in any case. */
export function isTrue(value: string | null): boolean {
  return value !== null && value !== '0' && value.toLowerCase() !== 'false'
}
