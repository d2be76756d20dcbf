import { adminRole } from '#api/fields.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'

/** Who is who in the demo: a small company whose teams share their clusters. */
export interface DemoPerson {
  name: string
  displayName: string
  /** What one sees when signed in as this person; only for those whom the sign-in page introduces. */
  hint?: string
  admin?: true
}

export const demoPeople: readonly DemoPerson[] = [
  { name: 'maya', displayName: 'Maya Lindqvist', hint: 'developer in Checkout' },
  { name: 'jonas', displayName: 'Jonas Weber', hint: 'leads Checkout' },
  { name: 'priya', displayName: 'Priya Raman', hint: 'runs the platform', admin: true },
  { name: 'tomas', displayName: 'Tomás Herrera' },
  { name: 'aiko', displayName: 'Aiko Tanaka' },
  { name: 'lena', displayName: 'Lena Hoffmann' },
  { name: 'samuel', displayName: 'Samuel Okafor' },
  { name: 'chloe', displayName: 'Chloé Martin' },
  { name: 'viktor', displayName: 'Viktor Petrov' },
  { name: 'nadia', displayName: 'Nadia Rahman' },
  { name: 'oliver', displayName: 'Oliver Novak' },
  { name: 'grace', displayName: 'Grace Kim' },
  { name: 'elif', displayName: 'Elif Yılmaz' },
  { name: 'daniel', displayName: 'Daniel Costa' },
]

const teams: readonly {
  name: string
  displayName: string
  description: string
  owner: string
  users: string[]
}[] = [
  {
    name: 'checkout',
    displayName: 'Checkout',
    description: 'Cart, payment and everything until the order is placed.',
    owner: 'jonas',
    users: ['jonas', 'maya', 'tomas', 'aiko'],
  },
  {
    name: 'search',
    displayName: 'Search',
    description: 'Finding the right thing in two words or fewer.',
    owner: 'lena',
    users: ['lena', 'samuel', 'chloe'],
  },
  {
    name: 'data',
    displayName: 'Data',
    description: 'Pipelines, reports and the models behind recommendations.',
    owner: 'viktor',
    users: ['viktor', 'nadia', 'oliver', 'aiko'],
  },
  {
    name: 'mobile',
    displayName: 'Mobile',
    description: 'The apps for both phones and the API they share.',
    owner: 'grace',
    users: ['grace', 'elif', 'maya'],
  },
  {
    name: 'platform',
    displayName: 'Platform',
    description: 'Clusters, templates and quotas for everybody else.',
    owner: 'priya',
    users: ['priya', 'daniel', 'samuel'],
  },
]

export function demoUsers(): Pick<User, 'metadata' | 'spec'>[] {
  return demoPeople.map(({ name, displayName, admin }) => ({
    metadata: { name },
    spec: {
      displayName,
      username: name,
      email: `${name}@example.org`,
      ...(admin === true ? { clusterRoles: [{ name: adminRole }] } : {}),
    },
  }))
}

export function demoTeams(): Pick<Team, 'metadata' | 'spec'>[] {
  return teams.map(({ name, displayName, description, owner, users }) => ({
    metadata: { name },
    spec: { displayName, description, users, owner: { user: owner } },
  }))
}
