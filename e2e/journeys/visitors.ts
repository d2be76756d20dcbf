import type { places } from '#web/paths.ts'

/** The three people of the demo who visit every place of the console, and what is theirs and what is not. */

export type Place = Exclude<keyof typeof places, 'login'>

/** What fills the parameters of places. */
export interface Things {
  project: string
  space: string
  virtualCluster: string
  team: string
  user: string
  template: string
  cluster: string
}

export interface Visitor {
  name: string
  who: string
  sees: Things
  /** The forms that are not for this person, who is told why. */
  refused: readonly Place[]
  /** Where nobody let this person in, or nothing is. */
  hidden: Things
  /** What is said there: who can help, where somebody can. */
  told: RegExp
}

const askAnAdmin = /You see no .*: .* admin.* can /

export const developer: Visitor = {
  name: 'maya',
  who: 'a developer',
  sees: {
    project: 'checkout',
    space: 'preview-coupons',
    virtualCluster: 'maya-dev',
    team: 'mobile',
    user: 'maya',
    template: 'virtual-cluster',
    cluster: 'eu-west',
  },
  refused: ['newTeam', 'editTeam', 'newUser', 'editUser', 'newProject', 'newCluster', 'settings'],
  hidden: {
    project: 'data',
    space: 'batch',
    virtualCluster: 'training',
    team: 'search',
    user: 'not-there',
    template: 'no-such-template',
    cluster: 'not-there',
  },
  told: askAnAdmin,
}

const teamAdmin: Visitor = {
  name: 'jonas',
  who: 'a team admin',
  sees: {
    project: 'checkout',
    space: 'payment-dev',
    virtualCluster: 'payments-ci',
    team: 'checkout',
    user: 'lena',
    template: 'virtual-cluster',
    cluster: 'eu-west',
  },
  refused: ['newTeam', 'editTeam', 'newUser', 'editUser', 'newProject', 'newCluster'],
  hidden: {
    project: 'search',
    space: 'index',
    virtualCluster: 'ranking',
    team: 'not-there',
    user: 'not-there',
    template: 'no-such-template',
    cluster: 'not-there',
  },
  told: askAnAdmin,
}

export const platformAdmin: Visitor = {
  name: 'priya',
  who: 'a platform admin',
  sees: {
    project: 'data',
    space: 'batch',
    virtualCluster: 'training',
    team: 'platform',
    user: 'jonas',
    template: 'virtual-cluster',
    cluster: 'eu-west',
  },
  refused: [],
  hidden: {
    project: 'not-there',
    space: 'nor-this',
    virtualCluster: 'nor-that',
    team: 'nobody',
    user: 'nobody-else',
    template: 'no-such-template',
    cluster: 'nowhere',
  },
  told: /You see no .*(deleted or renamed|mistyped)/,
}

export const visitors: readonly Visitor[] = [developer, teamAdmin, platformAdmin]
