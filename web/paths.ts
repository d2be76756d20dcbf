import { generatePath, matchPath } from 'react-router'

/** Every place of the console by name. Addresses are built and recognised from this table alone. */
export const places = {
  home: '/',
  login: '/login',
  teams: '/teams',
  // Not below the list, where any name may be a team's, and so may “new”.
  newTeam: '/new/team',
  team: '/teams/:team',
  editTeam: '/teams/:team/edit',
  projects: '/projects',
  newProject: '/new/project',
  project: '/projects/:project',
  virtualClusters: '/projects/:project/virtualclusters',
  virtualCluster: '/projects/:project/virtualclusters/:name',
  virtualClusterPods: '/projects/:project/virtualclusters/:name/pods',
  virtualClusterEvents: '/projects/:project/virtualclusters/:name/events',
  virtualClusterYaml: '/projects/:project/virtualclusters/:name/yaml',
  hostPods: '/projects/:project/virtualclusters/:name/host',
  hostEvents: '/projects/:project/virtualclusters/:name/host/events',
  spaces: '/projects/:project/spaces',
  space: '/projects/:project/spaces/:name',
  spacePods: '/projects/:project/spaces/:name/pods',
  spaceEvents: '/projects/:project/spaces/:name/events',
  spaceYaml: '/projects/:project/spaces/:name/yaml',
  // Not below the lists, as with teams.
  newVirtualCluster: '/projects/:project/new/virtualcluster',
  newSpace: '/projects/:project/new/space',
  members: '/projects/:project/members',
  quotas: '/projects/:project/quotas',
  projectTemplates: '/projects/:project/templates',
  secrets: '/projects/:project/secrets',
  activity: '/projects/:project/activity',
  settings: '/projects/:project/settings',
  // What is in one: all kinds of objects, those of one kind, and one of them with the part of its page that is shown.
  // The empty group is called core, and `-` stands for the namespace of what is in none.
  virtualClusterResources: '/projects/:project/virtualclusters/:name/resources',
  virtualClusterObjects: '/projects/:project/virtualclusters/:name/resources/:group/:version/:plural',
  virtualClusterObject:
    '/projects/:project/virtualclusters/:name/resources/:group/:version/:plural/:namespace/:object/:part?',
  spaceResources: '/projects/:project/spaces/:name/resources',
  spaceObjects: '/projects/:project/spaces/:name/resources/:group/:version/:plural',
  spaceObject: '/projects/:project/spaces/:name/resources/:group/:version/:plural/:namespace/:object/:part?',
  users: '/users',
  // Not below the list, as with teams.
  newUser: '/new/user',
  user: '/users/:user',
  editUser: '/users/:user/edit',
  allQuotas: '/quotas',
  templates: '/templates',
  template: '/templates/:kind/:name',
  clusters: '/clusters',
  newCluster: '/new/cluster',
  cluster: '/clusters/:cluster',
  clusterResources: '/clusters/:cluster/resources',
  clusterObjects: '/clusters/:cluster/resources/:group/:version/:plural',
  clusterObject: '/clusters/:cluster/resources/:group/:version/:plural/:namespace/:object/:part?',
  profile: '/profile',
  accessKeys: '/profile/access-keys',
  sessions: '/profile/sessions',
  password: '/profile/password',
  preferences: '/profile/preferences',
  audit: '/audit',
  admin: '/admin',
} as const

/** Something with an API server of its own, or a part of one, into which one looks. */
export type Lookable =
  | { project: string; space: string }
  | { project: string; virtualCluster: string }
  | { cluster: string }

/** A kind of objects, as addresses of Kubernetes name it. */
interface Typed {
  group: string
  version: string
  plural: string
}

const core = 'core'
const noNamespace = '-'

/** The places in a space, a virtual cluster or a cluster, with what fills the first parts of their addresses. */
function into(what: Lookable) {
  if ('cluster' in what) {
    const { clusterResources: all, clusterObjects: list, clusterObject: one } = places
    return { all, list, one, params: what }
  }
  if ('space' in what) {
    const { spaceResources: all, spaceObjects: list, spaceObject: one } = places
    return { all, list, one, params: { project: what.project, name: what.space } }
  }
  const { virtualClusterResources: all, virtualClusterObjects: list, virtualClusterObject: one } = places
  return { all, list, one, params: { project: what.project, name: what.virtualCluster } }
}

function filled(place: string, params: Readonly<Record<string, string>>): string {
  return generatePath<string>(place, params)
}

const pathsInto = {
  /** All kinds of objects in something; of one of its namespaces where one is chosen. */
  resources: (what: Lookable, namespace?: string) => {
    const { all, params } = into(what)
    return filled(all, params) + inNamespace(namespace)
  },
  /** The objects of a kind. */
  objects: (what: Lookable, { group, version, plural }: Typed, namespace?: string) => {
    const { list, params } = into(what)
    return filled(list, { ...params, group: group || core, version, plural }) + inNamespace(namespace)
  },
  /** One object, or a part of its page such as `yaml`. */
  object: (
    what: Lookable,
    { group, version, plural }: Typed,
    { namespace, name }: { namespace?: string | undefined; name: string },
    part?: string,
  ) => {
    const { one, params } = into(what)
    return filled(one, {
      ...params,
      group: group || core,
      version,
      plural,
      namespace: namespace ?? noNamespace,
      object: name,
      ...(part === undefined ? {} : { part }),
    })
  },
}

function inNamespace(namespace: string | undefined): string {
  return namespace === undefined ? '' : `?${new URLSearchParams({ namespace })}`
}

/** A kind of objects as an address names it. */
export function typedIn({
  group = '',
  version = '',
  plural = '',
}: Readonly<Record<string, string | undefined>>): Typed {
  return { group: group === core ? '' : group, version, plural }
}

/** The namespace that an address of an object names; undefined for what is in none. */
export function namespaceIn(text: string | undefined): string | undefined {
  return text === noNamespace ? undefined : text
}

export const paths = {
  home: () => places.home,
  /** Home with the first steps, however far somebody is. */
  tour: () => `${places.home}?tour=1`,
  /** Sign-in, with the place to come back to and why one was sent here. */
  login: (from?: string, why?: LoginReason) => {
    const query = new URLSearchParams()
    if (from !== undefined && from !== places.home) query.set('from', from)
    if (why !== undefined) query.set('why', why)
    return query.size === 0 ? places.login : `${places.login}?${query}`
  },
  teams: () => places.teams,
  newTeam: () => places.newTeam,
  team: (team: string) => generatePath(places.team, { team }),
  editTeam: (team: string) => generatePath(places.editTeam, { team }),
  projects: () => places.projects,
  newProject: () => places.newProject,
  project: (project: string) => generatePath(places.project, { project }),
  virtualClusters: (project: string) => generatePath(places.virtualClusters, { project }),
  newVirtualCluster: (project: string) => generatePath(places.newVirtualCluster, { project }),
  virtualCluster: named(places.virtualCluster),
  virtualClusterPods: named(places.virtualClusterPods),
  virtualClusterEvents: named(places.virtualClusterEvents),
  virtualClusterYaml: named(places.virtualClusterYaml),
  /** The namespace of a virtual cluster on its host. */
  hostPods: named(places.hostPods),
  hostEvents: named(places.hostEvents),
  spaces: (project: string) => generatePath(places.spaces, { project }),
  newSpace: (project: string) => generatePath(places.newSpace, { project }),
  space: named(places.space),
  spacePods: named(places.spacePods),
  spaceEvents: named(places.spaceEvents),
  spaceYaml: named(places.spaceYaml),
  members: (project: string) => generatePath(places.members, { project }),
  quotas: (project: string) => generatePath(places.quotas, { project }),
  projectTemplates: (project: string) => generatePath(places.projectTemplates, { project }),
  secrets: (project: string) => generatePath(places.secrets, { project }),
  activity: (project: string) => generatePath(places.activity, { project }),
  settings: (project: string) => generatePath(places.settings, { project }),
  users: () => places.users,
  newUser: () => places.newUser,
  user: (user: string) => generatePath(places.user, { user }),
  editUser: (user: string) => generatePath(places.editUser, { user }),
  allQuotas: () => places.allQuotas,
  templates: () => places.templates,
  /** A template of spaces or of virtual clusters, or one of its versions. */
  template: (kind: 'space' | 'virtualcluster', name: string, version?: string) =>
    generatePath(places.template, { kind, name }) +
    (version === undefined ? '' : `?${new URLSearchParams({ version })}`),
  clusters: () => places.clusters,
  newCluster: () => places.newCluster,
  cluster: (cluster: string) => generatePath(places.cluster, { cluster }),
  ...pathsInto,
  profile: () => places.profile,
  accessKeys: () => places.accessKeys,
  sessions: () => places.sessions,
  password: () => places.password,
  preferences: () => places.preferences,
  audit: () => places.audit,
  admin: () => places.admin,
}

/** The address of a space or a virtual cluster, or of a part of its page. */
function named(place: string) {
  return (project: string, name: string): string => generatePath(place, { project, name })
}

/** The parts of a project, each with an address of its own; what is in one leads back to its list. */
const projectParts = [
  'virtualClusters',
  'spaces',
  'newVirtualCluster',
  'newSpace',
  'members',
  'quotas',
  'projectTemplates',
  'secrets',
  'activity',
  'settings',
] as const

/** The same part of another project as the address shows of this one; its own page where it shows none. */
export function sameInProject(path: string, project: string): string {
  const part = projectParts.find((name) => matchPath({ path: places[name], end: false }, path) !== null)
  return part === undefined ? paths.project(project) : paths[part](project)
}

/** The only things that an address can make the sign-in page say. */
export const loginReasons = {
  expired: 'Your session has ended. Sign in to go on where you were.',
  'signed-out': 'You are signed out.',
} as const

export type LoginReason = keyof typeof loginReasons

export function isLoginReason(value: string | null): value is LoginReason {
  return value !== null && Object.hasOwn(loginReasons, value)
}

/**
 * The place to go to after sign-in, built anew from the table of places: whatever an address claims, it can
 * name one of our own pages with its query, or it is the home page.
 */
export function returnPlace(from: string | null): string {
  const [path = '', search = ''] = (from ?? '').split('#')[0]?.split(/\?(.*)/s) ?? []
  for (const pattern of Object.values(places)) {
    const match = matchPath(pattern, path)
    if (match === null || pattern === places.login || !path.startsWith('/')) continue
    const query = new URLSearchParams(search)
    const place = generatePath(pattern, match.params as Record<string, string>)
    return query.size === 0 ? place : `${place}?${query}`
  }
  return places.home
}
