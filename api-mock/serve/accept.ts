import { failure, StatusError } from '#kube/status.ts'

/** What the client wants to read. */
export interface Accepted {
  encoding: 'json' | 'yaml'
  /** The object as it is, as a row of a Table, or reduced to its metadata. */
  as: 'object' | 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'
  /** The version of meta.k8s.io that the transformed answer has. */
  metaVersion: string
  /** JSON with indentation, as `pretty=true` asks. */
  pretty: boolean
}

const encodings = new Map<string, 'json' | 'yaml'>([
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
  ['*/*', 'json'],
  ['application/*', 'json'],
])

const transforms: readonly string[] = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList']
const metaVersions: readonly string[] = ['v1', 'v1beta1']

export interface AcceptOptions {
  /** Whether Table and PartialObjectMetadata are possible here. */
  transformable: boolean
  pretty: boolean
}

/**
 * Reads an Accept header; the first acceptable clause wins, as in kube-apiserver, which disregards `q`.
 * Throws StatusError 406 when there is none.
 */
export function readAccept(header: string | undefined, { transformable, pretty }: AcceptOptions): Accepted {
  const clauses = header === undefined || header.trim() === '' ? ['*/*'] : header.split(',')
  for (const clause of clauses) {
    const [type = '', ...parameters] = clause.split(';').map((part) => part.trim())
    const encoding = encodings.get(type.toLowerCase())
    if (encoding === undefined) continue
    const values = new Map(parameters.map((parameter) => splitOnce(parameter)))
    const as = values.get('as')
    const metaVersion = values.get('v') ?? ''
    if (as === undefined) return { encoding, as: 'object', metaVersion: '', pretty }
    if (!transformable || values.get('g') !== 'meta.k8s.io') continue
    if (!metaVersions.includes(metaVersion) || !isTransform(as)) continue
    return { encoding, as, metaVersion, pretty }
  }
  throw notAcceptable()
}

function splitOnce(parameter: string): [string, string] {
  const at = parameter.indexOf('=')
  return at === -1 ? [parameter, ''] : [parameter.slice(0, at), parameter.slice(at + 1)]
}

function isTransform(as: string): as is Accepted['as'] {
  return transforms.includes(as)
}

function notAcceptable(): StatusError {
  return new StatusError(
    failure(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ),
  )
}
