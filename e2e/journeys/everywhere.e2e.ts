import type { Locator, Page } from '@playwright/test'
import { generatePath, matchPath } from 'react-router'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { collectionPath } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import * as people from '#e2e/support/people.ts'
import { until, type TestServer } from '#e2e/support/server.ts'
import { places } from '#web/paths.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, signIn, startSession, test } from './fixtures.ts'

/** Three people of the demo visit every place of the console, with what is theirs and with what is not. */

test.use({ seed: 'demo' })

type Place = Exclude<keyof typeof places, 'login'>

/** What fills the parameters of places. */
interface Things {
  project: string
  space: string
  virtualCluster: string
  team: string
  user: string
  template: string
  cluster: string
}

interface Visitor {
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

const developer: Visitor = {
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
  refused: ['newTeam', 'editTeam', 'newUser', 'newProject', 'newCluster', 'settings'],
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

const visitors: readonly Visitor[] = [
  developer,
  {
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
    refused: ['newTeam', 'editTeam', 'newUser', 'newProject', 'newCluster'],
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
  },
  {
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
  },
]

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

/** Places of one thing each, opened directly: what is around their parts is the same, and says the same of them. */
const entrances: readonly Place[] = [
  'project',
  'newVirtualCluster',
  'virtualCluster',
  'virtualClusterObject',
  'space',
  'spacePods',
  'spaceObject',
  'team',
  'editTeam',
  'cluster',
  'clusterObject',
]

/** The places that list something, and what kubectl gets of it. */
const lists: Partial<Record<Place, (things: Things) => string[]>> = {
  projects: () => ['projects'],
  teams: () => ['teams'],
  users: () => ['users'],
  clusters: () => ['clusters'],
  spaces: ({ project }) => ['spaceinstances', '-n', projectNamespace(project)],
  secrets: ({ project }) => ['projectsecrets', '-n', projectNamespace(project)],
  virtualClusters: ({ project }) => ['virtualclusterinstances', '-n', projectNamespace(project)],
}

const all = (Object.keys(places) as (Place | 'login')[]).filter((place) => place !== 'login')

test.beforeAll(async ({ server }) => {
  test.setTimeout(150_000)
  const admin = await people.signIn(server, 'admin')
  const told = async (): Promise<boolean> => {
    const kinds = [spaceInstance, virtualClusterInstance]
    const answers = await Promise.all(kinds.map((kind) => admin.ask('GET', collectionPath(kind))))
    const [spaces, virtualClusters] = answers.map(({ body }) => body.items.length)
    return spaces >= 16 && virtualClusters >= 9
  }
  await until(told, () => `the story of the demo is not told\n${server.output()}`, 120_000)
})

for (const visitor of visitors) {
  const { name, sees, hidden, refused, told } = visitor

  test(`${visitor.who} visits every page: nothing is refused, and all is there that kubectl gets`, async ({
    page,
    server,
  }) => {
    test.setTimeout(240_000)
    const person = await people.signIn(server, name)
    const kubectl = await kubectlAs(person)
    const refusals = refusalsOf(page)
    const offered = new Set<string>()
    await signIn(page, server, name)
    for (const place of all) {
      await test.step(place, async () => {
        await goTo(page, place, sees)
        await expect(page.getByRole('alert').filter({ hasText: /You may not/ })).toHaveCount(
          refused.includes(place) ? 1 : 0,
        )
        await expectListed(page, kubectl, place, sees)
        await expectPods(page, server, person, place, sees)
        await expectReasons(page)
        for (const href of await hrefsOn(page)) offered.add(href)
        await expectReadable(page)
        await expectNarrow(page)
      })
    }
    await followAll(page, 'Main')
    await goTo(page, 'project', sees)
    await followAll(page, /^Project /)
    expect(refusals(), 'refused or failed').toEqual([])
    const open = await openTo(kubectl)
    expect([...offered].filter((href) => href !== '#main' && !open(href, refused))).toEqual([])
  })

  test(`${visitor.who} is told in words where they may not go`, async ({ page, server }) => {
    const refusals = refusalsOf(page)
    await startSession(page, server, name)
    for (const place of entrances) {
      await test.step(place, async () => {
        await page.goto(filled(place, hidden))
        const alert = page.getByRole('alert')
        await expect(alert).toContainText(told)
      })
    }
    expect(refusals()).toEqual([])
  })
}

test('a developer is told why a button and an entry of a menu are not for them', async ({ page, server }) => {
  await signIn(page, server, developer.name, places.teams)
  const create = page.getByRole('button', { name: 'New team' })
  await expect(create).toBeDisabled()
  await expect(create).toHaveAccessibleDescription(/You may not create teams.*platform admin/)
  await page.getByRole('button', { name: 'Actions for checkout' }).click()
  await expect(page.getByRole('menuitem', { name: /^Delete/ })).toContainText(
    'You may not delete team checkout',
  )
})

/** The address of a place; whoever gives places another parameter says here what fills it. */
function filled(
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

/** Goes there as a link of the console does, without a new window, and waits until one is there. */
async function goTo(page: Page, place: Place, things: Things): Promise<void> {
  const crumb = crumbs[place]
  await page.evaluate(
    (path) => {
      window.history.pushState(null, '', path)
      window.dispatchEvent(new PopStateEvent('popstate'))
    },
    filled(place, things),
  )
  await expectAt(page, typeof crumb === 'string' ? crumb : crumb(things))
}

async function expectAt(page: Page, crumb = ''): Promise<void> {
  const here = page.getByRole('navigation', { name: 'Breadcrumbs' }).locator('[aria-current=page]')
  await expect(here).toHaveText(crumb)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
}

/** Follows every link of a navigation; each leads to the page it is named after. */
async function followAll(page: Page, name: string | RegExp): Promise<void> {
  const links = page.getByRole('navigation', { name }).getByRole('link')
  for (const link of await links.all()) {
    await link.click()
    await expectAt(page, (await link.innerText()).replace(/\s*\d+$/, ''))
  }
}

/** What the server refused or failed at; a refused handshake shows in the console alone. */
function refusalsOf(page: Page): () => string[] {
  const refusals: string[] = []
  page.on('response', (response) => {
    const status = response.status()
    if (status === 403 || status >= 500)
      refusals.push(`${status} ${response.request().method()} ${response.url()}`)
  })
  page.on('console', (message) => {
    if (/WebSocket connection to .*response code: (403|50\d)/.test(message.text()))
      refusals.push(message.text())
  })
  return () => refusals
}

/** Where the links lead; what is open there says the query, which opens nothing more. */
async function hrefsOn(page: Page): Promise<string[]> {
  const links = await page
    .getByRole('link')
    .evaluateAll((all) =>
      all
        .filter((link) => !link.hasAttribute('download'))
        .map((link) => link.getAttribute('href') ?? 'a link to nowhere'),
    )
  return links.map((href) => href.replace(/\?.*$/, ''))
}

/** What cannot be pressed says why. */
async function expectReasons(page: Page): Promise<void> {
  const disabled = page.getByRole('button', { disabled: true })
  await expect.soft
    .poll(() =>
      disabled.evaluateAll((buttons) =>
        buttons
          .filter((button) => {
            const ids = (button.getAttribute('aria-describedby') ?? '').split(' ')
            return !ids.some((id) => /\w/.test(document.getElementById(id)?.textContent ?? ''))
          })
          .map((button) => button.textContent),
      ),
    )
    .toEqual([])
}

async function expectListed(page: Page, kubectl: Kubectl, place: Place, things: Things): Promise<void> {
  if (place === 'members') await expectMembers(page, kubectl, things)
  const list = lists[place]?.(things)
  if (list === undefined) return
  const names = (await linesOf(kubectl, ...list, '-o', 'name')).map((line) => line.replace(/^.*\//, ''))
  expect(names.length).toBeGreaterThan(0)
  await expectRows(page.getByRole('grid'), names)
}

/** The pods of a space or virtual cluster are those that kubectl gets with its kubeconfig. */
async function expectPods(
  page: Page,
  server: TestServer,
  person: people.Person,
  place: Place,
  { project, space, virtualCluster }: Things,
): Promise<void> {
  if (place !== 'spacePods' && place !== 'virtualClusterPods') return
  const target = place === 'spacePods' ? { project, space } : { project, virtualCluster }
  const kubectl = await kubectlAs(await people.inProject(server, person, target))
  const everywhere = place === 'spacePods' ? [] : ['-A']
  const { stdout, stderr } = await kubectl.run(['get', 'pods', ...everywhere, '-o', 'name'])
  if (stderr.includes('ServiceUnavailable')) {
    await expect(page.getByRole('main')).toContainText('does not answer yet')
    return
  }
  expect(stderr).toBe('')
  const names = stdout.split('\n').filter(Boolean)
  await expectRows(
    page.getByRole('grid', { name: 'pods' }),
    names.map((line) => line.replace(/^pod\//, '')),
  )
}

/** Exactly these have a row each; a table puts web-2 before web-10, which kubectl does not. */
async function expectRows(grid: Locator, names: readonly string[]): Promise<void> {
  // A box to select the row may stand before its name.
  const cells = grid.getByRole('row').locator('td:nth-child(1 of :not(:has(> label > input)))')
  await expect.poll(async () => (await cells.allInnerTexts()).sort()).toEqual([...names].sort())
}

/** The people of a team are listed beside the team, so there are more than the project names. */
async function expectMembers(page: Page, kubectl: Kubectl, { project }: Things): Promise<void> {
  const [names = ''] = await linesOf(kubectl, 'project', project, '-o', 'jsonpath={.spec.members[*].name}')
  for (const name of names.split(' '))
    await expect(page.getByRole('gridcell', { name, exact: true }).first()).toBeVisible()
}

async function linesOf(kubectl: Kubectl, ...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await kubectl.run(['get', ...args])
  expect(stderr).toBe('')
  return stdout.split('\n').filter(Boolean)
}

/** Says whether an address leads to a place of the console, and all that it names is what kubectl gets. */
async function openTo(kubectl: Kubectl): Promise<(href: string, refused: readonly Place[]) => boolean> {
  const names = (
    await linesOf(
      kubectl,
      'projects,teams,users,clusters,spacetemplates,virtualclustertemplates',
      '-o',
      'name',
    )
  ).map((line) => line.replace('.management.loft.sh', ''))
  const columns = 'custom-columns=:kind,:metadata.namespace,:metadata.name'
  const inside = await linesOf(kubectl, 'spaceinstances,virtualclusterinstances', '-A', '-o', columns)
  const seen = new Set([...names, ...inside.map((line) => line.trim().split(/\s+/).join('/'))])
  return (href, refused) => {
    const place = all.find((each) => matchPath(places[each], href) !== null)
    if (place === undefined || refused.includes(place)) return false
    const pattern: string = places[place]
    const { project, team, user, cluster, name, kind: templateKind } = matchPath(pattern, href)?.params ?? {}
    if (project !== undefined && !seen.has(`project/${project}`)) return false
    if (team !== undefined && !seen.has(`team/${team}`)) return false
    if (user !== undefined && !seen.has(`user/${user}`)) return false
    if (cluster !== undefined && !seen.has(`cluster/${cluster}`)) return false
    if (place === 'template')
      return seen.has(`${templateKind === 'space' ? 'spacetemplate' : 'virtualclustertemplate'}/${name}`)
    const { kind } = pattern.includes('/spaces/') ? spaceInstance : virtualClusterInstance
    return name === undefined || seen.has(`${kind}/${projectNamespace(project ?? '')}/${name}`)
  }
}
