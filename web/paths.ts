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
  project: '/projects/:project',
  virtualClusters: '/projects/:project/virtualclusters',
  virtualCluster: '/projects/:project/virtualclusters/:name',
  virtualClusterPods: '/projects/:project/virtualclusters/:name/pods',
  virtualClusterEvents: '/projects/:project/virtualclusters/:name/events',
  hostPods: '/projects/:project/virtualclusters/:name/host',
  hostEvents: '/projects/:project/virtualclusters/:name/host/events',
  spaces: '/projects/:project/spaces',
  space: '/projects/:project/spaces/:name',
  spacePods: '/projects/:project/spaces/:name/pods',
  spaceEvents: '/projects/:project/spaces/:name/events',
  // Not below the lists, as with teams.
  newVirtualCluster: '/projects/:project/new/virtualcluster',
  newSpace: '/projects/:project/new/space',
  members: '/projects/:project/members',
  quotas: '/projects/:project/quotas',
  users: '/users',
  clusters: '/clusters',
  profile: '/profile',
  accessKeys: '/profile/access-keys',
  sessions: '/profile/sessions',
  password: '/profile/password',
  preferences: '/profile/preferences',
  audit: '/audit',
  admin: '/admin',
} as const

export const paths = {
  home: () => places.home,
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
  project: (project: string) => generatePath(places.project, { project }),
  virtualClusters: (project: string) => generatePath(places.virtualClusters, { project }),
  newVirtualCluster: (project: string) => generatePath(places.newVirtualCluster, { project }),
  virtualCluster: named(places.virtualCluster),
  virtualClusterPods: named(places.virtualClusterPods),
  virtualClusterEvents: named(places.virtualClusterEvents),
  /** The namespace of a virtual cluster on its host. */
  hostPods: named(places.hostPods),
  hostEvents: named(places.hostEvents),
  spaces: (project: string) => generatePath(places.spaces, { project }),
  newSpace: (project: string) => generatePath(places.newSpace, { project }),
  space: named(places.space),
  spacePods: named(places.spacePods),
  spaceEvents: named(places.spaceEvents),
  members: (project: string) => generatePath(places.members, { project }),
  quotas: (project: string) => generatePath(places.quotas, { project }),
  users: () => places.users,
  clusters: () => places.clusters,
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
