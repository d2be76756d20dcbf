import type { Team } from '#api/kinds/team.ts'

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
    users: ['viktor', 'nadia', 'aiko'],
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

export function demoTeams(): Pick<Team, 'metadata' | 'spec'>[] {
  return teams.map(({ name, displayName, description, owner, users }) => ({
    metadata: { name },
    spec: { displayName, description, users, owner: { user: owner } },
  }))
}
