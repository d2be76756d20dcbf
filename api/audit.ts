import { readRequest } from '#kube/request-info.ts'
import { managementGroup } from './kind.ts'
import { projectOfNamespace } from './project-namespace.ts'

/**
 * Where platform admins read the audit file, page by page, as lines, and how many are new. With `project` in the query,
 * admins of a project read what concerns it.
 */
export const auditPaths = {
  page: '/api/audit/page',
  lines: '/api/audit/lines',
  follow: '/api/audit/follow',
} as const

/** One entry: who was about to do what, and what came of it. */
export interface AuditItem {
  /** Its place in the file of this server, which grows with time. */
  offset: number
  /** RFC 3339, as all times. */
  time: string
  auditID: string
  user: string
  /** Name of the key; empty for a sign-in. Where it is another's, platform admins alone are told, as of all that says from where. */
  accessKey?: string
  /** What its owner calls the key, while it is there. */
  keyTitle?: string
  sourceIP?: string
  verb: string
  requestURI: string
  userAgent?: string
  /** The status of the answer; 0 where the client left before; undefined while it is not known. */
  code?: number
  /** When it was over. */
  ended?: string
}

export interface AuditPage {
  /** The newest first. */
  items: AuditItem[]
  /** Where the next page begins; undefined once the file was read to its beginning. */
  next?: number
  /** How far back in time this page was searched. */
  reached?: string
}

/** How entries came out. */
export const auditResults = ['done', 'refused', 'unknown'] as const

export type AuditResult = (typeof auditResults)[number]

/** What an answer means; one that is not known may be under way, or was cut off with its server. */
export function resultOf({ code }: Pick<AuditItem, 'code'>): AuditResult {
  if (code === undefined || code === 0) return 'unknown'
  return code < 400 ? 'done' : 'refused'
}

/** What a request was about, as far as its address says it. */
export interface AuditedObject {
  /** Whose API server it went to. */
  at: 'management' | 'cluster' | 'space' | 'virtualCluster' | 'aerie'
  project?: string
  /** The cluster, space or virtual cluster. */
  place?: string
  group?: string
  plural?: string
  namespace?: string
  version?: string
  name?: string
  subresource?: string
  /** Without the query. */
  path: string
}

/** Reads the address of a request; what cannot be read is only a path. */
export function auditedObject(requestURI: string): AuditedObject {
  const [path = '', search = ''] = requestURI.split(/\?(.*)/s)
  const segments = path.split('/').slice(1).map(decoded)
  const [root, kind, first = '', of, name = ''] = segments
  const below = (from: number) => resourceOf(segments.slice(from), search)
  if (root !== 'kubernetes') return { at: 'aerie', path }
  if (kind === 'cluster') return { at: 'cluster', place: first, ...below(3), path }
  if (kind === 'project')
    return { at: of === 'space' ? 'space' : 'virtualCluster', project: first, place: name, ...below(5), path }
  const found = below(2)
  const isProject = found.plural === 'projects' && found.group === managementGroup
  const project = projectOfNamespace(found.namespace) ?? (isProject ? found.name : undefined)
  return { at: 'management', ...found, ...(project === undefined ? {} : { project }), path }
}

function resourceOf(segments: string[], search: string): Partial<AuditedObject> {
  const info = readRequest('GET', segments, new URLSearchParams(search))
  if (!info.resource) return {}
  const { group, version, plural, namespace, name, subresource } = info
  return {
    group,
    version,
    plural,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
