import { managementGroup } from '#api/kind.ts'
import { projectOfNamespace } from '#api/project-namespace.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { ownedAccessKey, type AccessKeyRule, type AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import { readRequest, type RequestInfo, type ResourceRequest } from '#kube/request-info.ts'
import { failure, StatusError } from '#kube/status.ts'
import type { Identified } from './context.ts'
import type { Answerer } from './routes.ts'
import type { Target } from './target.ts'

/** What a request asks for, as far as the scope of its key is concerned. */
export type Asked =
  | { target: 'Management'; info: RequestInfo }
  | { target: 'Cluster'; cluster: string; info: RequestInfo }
  | { target: 'ProjectSpace'; project: string; space: string; info: RequestInfo }
  | { target: 'ProjectVCluster'; project: string; virtualCluster: string; info: RequestInfo }
  | { target: 'Own'; path: string }

/** Throws 403 for a request that the scope of its key does not admit; whatever a request goes to, it passes here. */
export function checkScope(
  { key }: Identified,
  answerer: Exclude<Answerer, 'console'>,
  method: string,
  target: Target,
): void {
  if (scopeAdmits(key.scope, askedOf(answerer, method, target))) return
  const name = key.displayName || key.called
  const which = name === undefined ? 'this access key' : `the access key "${name}"`
  const why = `${which} has a scope, which does not admit this request`
  throw new StatusError(failure(403, 'Forbidden', why))
}

function askedOf(
  answerer: Exclude<Answerer, 'console'>,
  method: string,
  { segments, path, query }: Target,
): Asked {
  const read = (from: number) => readRequest(method, segments.slice(from), query)
  const [, , first = '', , name = ''] = segments
  switch (answerer) {
    case 'own':
    case 'terminal':
      return { target: 'Own', path }
    case 'management':
      return { target: 'Management', info: read(2) }
    case 'cluster':
      return { target: 'Cluster', cluster: first, info: read(3) }
    case 'space':
      return { target: 'ProjectSpace', project: first, space: name, info: read(5) }
    default:
      return { target: 'ProjectVCluster', project: first, virtualCluster: name, info: read(5) }
  }
}

const reading = new Set(['get', 'list', 'watch', 'head'])

/**
 * Whether a key's scope admits a request; without a scope it admits all, and its owner's rights decide alone. What
 * a scope names that is not there (purposes without a service) admits nothing. No scoped key makes, changes or
 * deletes keys, whatever its rules say.
 */
export function scopeAdmits(scope: AccessKeyScope | undefined, asked: Asked): boolean {
  if (scope === undefined) return true
  if (makesKeys(asked)) return false
  const { roles = [], rules = [], allowLoftCli = false } = scope
  const open = [...roles, ...(allowLoftCli ? [{ role: 'loft-cli' }] : [])]
  return (
    open.some((role) => inPlaceOf(role, asked) && roleAdmits(role.role, asked)) ||
    placeAdmits(scope, asked) ||
    rules.some((rule) => ruleAdmits(rule, asked))
  )
}

/** What a scope opens by naming it: a project with all that is in it, or one place. */
function placeAdmits(scope: AccessKeyScope, asked: Asked): boolean {
  const { clusters = [], projects = [], spaces = [], virtualClusters = [] } = scope
  const project = projectOf(asked)
  if (project !== undefined && projects.some((one) => matches(one.project, project))) return true
  switch (asked.target) {
    case 'Cluster':
      return clusters.some(({ cluster }) => matches(cluster, asked.cluster))
    case 'ProjectSpace':
      return spaces.some((one) => matches(one.project, asked.project) && matches(one.space, asked.space))
    case 'ProjectVCluster':
      return virtualClusters.some((one) => isVirtualCluster(one, asked.project, asked.virtualCluster))
    default:
      return false
  }
}

/** The project that a request is in, by its prefix or, on the management API, by its namespace. */
function projectOf(asked: Asked): string | undefined {
  if (asked.target === 'ProjectSpace' || asked.target === 'ProjectVCluster') return asked.project
  if (asked.target !== 'Management' || !asked.info.resource) return undefined
  return projectOfNamespace(asked.info.namespace)
}

type VirtualClusterName = NonNullable<AccessKeyScope['virtualClusters']>[number]

function isVirtualCluster(one: VirtualClusterName, project: string, name: string): boolean {
  return matches(one.project, project) && matches(one.virtualCluster, name)
}

function makesKeys(asked: Asked): boolean {
  if (asked.target === 'Own') return asked.path !== '/metrics'
  if (asked.target !== 'Management' || !asked.info.resource) return false
  const { subresource = '', verb } = asked.info
  return givesKeys.has(subresource) || (isOfKeys(asked.info) && !reading.has(verb))
}

/** Parts of objects that are answered with a key. */
const givesKeys = new Set(['kubeconfig', 'accesskey', 'accesskeys'])

/** Whether a request on the management API is about access keys of one's own. */
export function isOfKeys(info: RequestInfo): boolean {
  return info.resource && info.group === managementGroup && info.plural === ownedAccessKey.plural
}

type Role = NonNullable<AccessKeyScope['roles']>[number]

/** A role in some projects or virtual clusters opens nothing outside of them. */
function inPlaceOf({ projects, virtualClusters }: Role, asked: Asked): boolean {
  if (projects === undefined && virtualClusters === undefined) return true
  const project = projectOf(asked)
  if (project === undefined) return false
  const name = virtualClusterOf(asked)
  return (
    (projects ?? []).some((one) => matches(one, project)) ||
    (name !== undefined && (virtualClusters ?? []).some((one) => isVirtualCluster(one, project, name)))
  )
}

/** The virtual cluster that a request goes to, or is about. */
function virtualClusterOf(asked: Asked): string | undefined {
  if (asked.target === 'ProjectVCluster') return asked.virtualCluster
  if (asked.target !== 'Management' || !asked.info.resource) return undefined
  return asked.info.plural === virtualClusterInstance.plural ? asked.info.name : undefined
}

/** Questions that command-line clients ask about themselves. */
const questions = new Set([
  'selves',
  'selfsubjectaccessreviews',
  'selfsubjectrulesreviews',
  'selfsubjectreviews',
])

function roleAdmits(role: string | undefined, asked: Asked): boolean {
  if (role === 'metrics-reader') return asked.target === 'Own'
  if (role !== 'loft-cli' || asked.target !== 'Management' || isOfKeys(asked.info)) return false
  const { info } = asked
  return reading.has(info.verb) || (info.resource && info.verb === 'create' && questions.has(info.plural))
}

/** What a rule may call each target. */
const namesOf = {
  Management: ['Management'],
  Cluster: ['Cluster'],
  ProjectSpace: ['ProjectSpace'],
  ProjectVCluster: ['ProjectVCluster', 'VCluster'],
} as const

function isToOne(virtualClusters: readonly VirtualClusterName[], asked: Asked): boolean {
  if (asked.target !== 'ProjectVCluster') return false
  return virtualClusters.some((one) => isVirtualCluster(one, asked.project, asked.virtualCluster))
}

function ruleAdmits(rule: AccessKeyRule, asked: Asked): boolean {
  const { verbs = [], requestTargets = [], cluster = '', virtualClusters = [] } = rule
  if (asked.target === 'Own') return false
  if (requestTargets.length > 0 && !namesOf[asked.target].some((name) => requestTargets.includes(name)))
    return false
  if (virtualClusters.length > 0 && !isToOne(virtualClusters, asked)) return false
  if (cluster !== '' && (asked.target !== 'Cluster' || !matches(cluster, asked.cluster))) return false
  if (!isAmong(verbs, asked.info.verb)) return false
  const { resources = [], nonResourceURLs = [] } = rule
  // As in an audit policy: a rule that names one sort of request is not about the other.
  if (resources.length === 0 && nonResourceURLs.length === 0) return inNamespaces(rule, asked.info)
  const { info } = asked
  return info.resource
    ? inNamespaces(rule, info) && resources.some((one) => coversResource(one, info))
    : nonResourceURLs.some((url) => coversPath(url, info.path))
}

function inNamespaces({ namespaces = [] }: AccessKeyRule, info: RequestInfo): boolean {
  return namespaces.length === 0 || (info.resource && isAmong(namespaces, info.namespace ?? ''))
}

type GroupResources = NonNullable<AccessKeyRule['resources']>[number]

function coversResource(
  { group = '', resources = [], resourceNames = [] }: GroupResources,
  info: ResourceRequest,
): boolean {
  const { plural, subresource, name = '' } = info
  const words = subresource === undefined ? [plural] : [`${plural}/${subresource}`, `*/${subresource}`]
  return (
    matches(group, info.group) &&
    (resources.length === 0 || words.some((word) => isAmong(resources, word))) &&
    (resourceNames.length === 0 || resourceNames.includes(name))
  )
}

function coversPath(url: string, path: string): boolean {
  return url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)))
}

function isAmong(list: readonly string[], word: string): boolean {
  return list.length === 0 || list.includes('*') || list.includes(word)
}

function matches(named: string | undefined, name: string): boolean {
  return named === '*' || named === name
}
