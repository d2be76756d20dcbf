import type { AccessKeyScope, OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { visible } from '#web/ui/visible.ts'

/** What a key opens, as the form offers it. */
export type ScopeChoice = 'everything' | 'read' | 'project' | 'space' | 'virtualCluster' | 'cluster'

export const scopeWords: Readonly<Record<ScopeChoice, string>> = {
  everything: 'Everything you may do',
  read: 'Reading the management API',
  project: 'One project, with all that is in it',
  space: 'One space',
  virtualCluster: 'One virtual cluster',
  cluster: 'One connected cluster',
}

/** Where the key leads; a space or a virtual cluster is named with its project: `checkout/dev`. */
export interface KeyTarget {
  choice: ScopeChoice
  target: string
}

/** The scope of a key; undefined for one that is not narrowed. */
export function scopeOf({ choice, target }: KeyTarget): AccessKeyScope | undefined {
  const [project = '', name = ''] = target.split('/')
  switch (choice) {
    case 'everything':
      return undefined
    case 'read':
      return { roles: [{ role: 'loft-cli' }] }
    case 'project':
      return { projects: [{ project: target }] }
    case 'space':
      return { spaces: [{ project, space: name }] }
    case 'virtualCluster':
      return { virtualClusters: [{ project, virtualCluster: name }] }
    default:
      return { clusters: [{ cluster: target }] }
  }
}

/** What a key is narrowed to, as people say it. */
export function wordsOfScope(scope: AccessKeyScope | undefined): string {
  if (scope === undefined) return 'Everything you may do'
  const { projects = [], spaces = [], virtualClusters = [], clusters = [], rules = [] } = scope
  const parts = [
    ...(scope.roles ?? []).map(roleWords),
    ...(scope.allowLoftCli === true ? [roleWords({ role: 'loft-cli' })] : []),
    ...projects.map(({ project }) => (project === '*' ? 'all projects' : `project ${project ?? ''}`)),
    ...spaces.map(({ project, space }) => inProject('space', 'spaces', space, project)),
    ...virtualClusters.map(({ project, virtualCluster }) =>
      inProject('virtual cluster', 'virtual clusters', virtualCluster, project),
    ),
    ...clusters.map(({ cluster }) => (cluster === '*' ? 'all clusters' : `cluster ${cluster ?? ''}`)),
    ...(rules.length === 0 ? [] : [`${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} of its own`]),
  ]
  if (parts.length === 0) return 'Nothing'
  const words = visible(parts.join(', '))
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Role = NonNullable<AccessKeyScope['roles']>[number]

function roleWords({ role = '', projects, virtualClusters }: Role): string {
  const what =
    role === 'loft-cli'
      ? 'reading the management API'
      : role === 'metrics-reader'
        ? 'reading metrics'
        : `the purpose ${role}`
  const where = [
    ...(projects ?? []),
    ...(virtualClusters ?? []).map((one) => `${one.project ?? ''}/${one.virtualCluster ?? ''}`),
  ]
  return where.length === 0 ? what : `${what} in ${where.join(' and ')}`
}

function inProject(one: string, many: string, name = '', project = ''): string {
  const where = project === '*' ? 'every project' : `project ${project}`
  return name === '*' ? `all ${many} of ${where}` : `${one} ${name} of ${where}`
}

/** What people call a key; its name, which is no secret, where nobody called it anything. */
export function keyTitle({ metadata, spec }: OwnedAccessKey): string {
  return visible(spec.displayName || metadata.name)
}

/** Keys that came with a sign-in are sessions. */
export function isSession({ spec }: OwnedAccessKey): boolean {
  return spec.type === 'Login'
}

/** How a key is used on the command line, in words and as commands. */
export function commandsWith(key: string, { choice, target }: KeyTarget, origin: string) {
  const [project = '', name = ''] = target.split('/')
  const prefix = {
    everything: '/kubernetes/management',
    read: '/kubernetes/management',
    project: '/kubernetes/management',
    space: `/kubernetes/project/${project}/space/${name}`,
    virtualCluster: `/kubernetes/project/${project}/virtualcluster/${name}`,
    cluster: `/kubernetes/cluster/${target}`,
  }[choice]
  const asks = {
    everything: '/apis/management.loft.sh/v1/projects',
    read: '/apis/management.loft.sh/v1/projects',
    project: `/apis/management.loft.sh/v1/namespaces/loft-p-${target}/virtualclusterinstances`,
    space: '/api/v1',
    virtualCluster: '/api/v1/namespaces',
    cluster: '/api/v1',
  }[choice]
  const get = {
    everything: 'get projects',
    read: 'get projects',
    project: `get virtualclusterinstances -n loft-p-${target}`,
    space: 'get pods',
    virtualCluster: 'get pods',
    cluster: 'get pods',
  }[choice]
  const login = choice === 'everything' || choice === 'read'
  return {
    curl: `curl -H 'Authorization: Bearer ${key}' ${origin}${prefix}${asks}`,
    kubectl: `kubectl --token=${key} ${get}`,
    ...(login ? { login: `vcluster platform login ${origin} --access-key ${key}` } : {}),
  }
}
