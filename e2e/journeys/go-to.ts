import type { Page } from '@playwright/test'
import { generatePath } from 'react-router'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { collectionPath } from '#api/paths.ts'
import * as people from '#e2e/support/people.ts'
import { until, type TestServer } from '#e2e/support/server.ts'
import { places } from '#web/paths.ts'
import { expect } from './fixtures.ts'
import type { Place, Things } from './visitors.ts'

/** What people call what is seen. */
const titles: Readonly<Record<string, string>> = {
  'preview-coupons': 'Preview of feature/coupons',
  'payment-dev': 'Payment, development',
  batch: 'Batch',
  'maya-dev': 'Maya’s cluster',
  'payments-ci': 'Pipeline of Payment',
  training: 'Training',
  mobile: 'Mobile',
  checkout: 'Checkout',
  platform: 'Platform',
  'eu-west': 'EU West',
  'virtual-cluster': 'Virtual cluster',
  maya: 'Maya Lindqvist',
  lena: 'Lena Hoffmann',
  jonas: 'Jonas Weber',
}

/** What there is in every namespace. */
const seenObject = { group: 'core', version: 'v1', plural: 'configmaps', object: 'kube-root-ca.crt' }

/** Where one is told to be. A place that is missing here is one that nobody has visited: the test fails. */
const crumbs: Record<Place, string | ((things: Things) => string | undefined)> = {
  home: 'Home',
  teams: 'Teams',
  newTeam: 'New team',
  team: ({ team }) => titles[team],
  editTeam: 'Edit',
  editUser: 'Edit',
  projects: 'Projects',
  newProject: 'New project',
  project: 'Virtual clusters',
  virtualClusters: 'Virtual clusters',
  newVirtualCluster: 'New virtual cluster',
  virtualCluster: ({ virtualCluster }) => titles[virtualCluster],
  virtualClusterPods: 'Pods',
  virtualClusterEvents: 'Events',
  virtualClusterYaml: 'YAML',
  hostPods: 'Host pods',
  hostEvents: 'Host events',
  spaces: 'Spaces',
  newSpace: 'New space',
  space: ({ space }) => titles[space],
  spacePods: 'Pods',
  spaceEvents: 'Events',
  spaceYaml: 'YAML',
  members: 'Members',
  quotas: 'Quotas',
  projectTemplates: 'Templates',
  secrets: 'Secrets',
  activity: 'Activity',
  settings: 'Settings',
  virtualClusterResources: 'Resources',
  virtualClusterObjects: seenObject.plural,
  virtualClusterObject: seenObject.object,
  spaceResources: 'Resources',
  spaceObjects: seenObject.plural,
  spaceObject: seenObject.object,
  users: 'Users',
  newUser: 'New user',
  user: ({ user }) => titles[user],
  allQuotas: 'Quotas',
  templates: 'Templates',
  template: ({ template }) => titles[template],
  clusters: 'Clusters',
  newCluster: 'Connect a cluster',
  cluster: ({ cluster }) => titles[cluster],
  clusterResources: 'Resources',
  clusterObjects: seenObject.plural,
  clusterObject: seenObject.object,
  profile: 'Profile',
  accessKeys: 'Access keys',
  sessions: 'Sessions',
  password: 'Password',
  preferences: 'Preferences',
  audit: 'Audit',
  admin: 'Administration',
}

export const all = (Object.keys(places) as (Place | 'login')[]).filter((place) => place !== 'login')

/** Waits until the demo has all that its people have. */
export async function storyTold(server: TestServer): Promise<void> {
  const admin = await people.signIn(server, 'admin')
  const told = async (): Promise<boolean> => {
    const kinds = [spaceInstance, virtualClusterInstance]
    const answers = await Promise.all(kinds.map((kind) => admin.ask('GET', collectionPath(kind))))
    const [spaces, virtualClusters] = answers.map(({ body }) => body.items.length)
    return spaces >= 16 && virtualClusters >= 9
  }
  await until(told, () => `the story of the demo is not told\n${server.output()}`, 120_000)
}

/** The address of a place; whoever gives places another parameter says here what fills it. */
export function filled(
  place: Place,
  { project, space, virtualCluster, team, user, template, cluster }: Things,
): string {
  const pattern: string = places[place]
  const isSpace = pattern.includes('/spaces/')
  const namespace = isSpace ? `${project}-s-${space}` : 'default'
  const isTemplate = pattern.startsWith('/templates/')
  const name = isTemplate ? template : isSpace ? space : virtualCluster
  return generatePath(pattern, {
    project,
    team,
    user,
    cluster,
    name,
    namespace,
    kind: 'virtualcluster',
    ...seenObject,
  })
}

/** Shows an address as a link of the console does, without a new window. */
export async function show(page: Page, address: string): Promise<void> {
  await page.evaluate((path) => {
    // With a key of its own, by which what was done on a page is remembered for who comes back.
    window.history.pushState({ key: crypto.randomUUID() }, '', path)
    window.dispatchEvent(new PopStateEvent('popstate'))
  }, address)
}

/** Goes there, and waits until one is there. */
export async function goTo(page: Page, place: Place, things: Things): Promise<void> {
  const crumb = crumbs[place]
  await show(page, filled(place, things))
  await expectAt(page, typeof crumb === 'string' ? crumb : crumb(things))
}

export async function expectAt(page: Page, crumb = ''): Promise<void> {
  const here = page.getByRole('navigation', { name: 'Breadcrumbs' }).locator('[aria-current=page]')
  await expect(here).toHaveText(crumb)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  // The editor is loaded with the first page that has it, and is large.
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0, { timeout: 20_000 })
}
