import { generatePath, matchPath } from 'react-router'

/** Every place of the console by name. Addresses are built and recognised from this table alone. */
export const places = {
  home: '/',
  login: '/login',
  teams: '/teams',
  newTeam: '/teams/new',
  team: '/teams/:team',
  editTeam: '/teams/:team/edit',
  projects: '/projects',
  project: '/projects/:project',
  virtualClusters: '/projects/:project/virtualclusters',
  virtualCluster: '/projects/:project/virtualclusters/:name',
  spaces: '/projects/:project/spaces',
  space: '/projects/:project/spaces/:name',
  // Not below the lists, where any name may be an object's, and so may “new”.
  newVirtualCluster: '/projects/:project/new/virtualcluster',
  newSpace: '/projects/:project/new/space',
  members: '/projects/:project/members',
  quotas: '/projects/:project/quotas',
  users: '/users',
  clusters: '/clusters',
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
  virtualCluster: (project: string, name: string) => generatePath(places.virtualCluster, { project, name }),
  spaces: (project: string) => generatePath(places.spaces, { project }),
  newSpace: (project: string) => generatePath(places.newSpace, { project }),
  space: (project: string, name: string) => generatePath(places.space, { project, name }),
  members: (project: string) => generatePath(places.members, { project }),
  quotas: (project: string) => generatePath(places.quotas, { project }),
  users: () => places.users,
  clusters: () => places.clusters,
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
