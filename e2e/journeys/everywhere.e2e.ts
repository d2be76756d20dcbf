import type { Locator, Page } from '@playwright/test'
import { matchPath } from 'react-router'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { kubectlAs, type Finished, type Kubectl } from '#e2e/support/kubectl.ts'
import * as people from '#e2e/support/people.ts'
import type { TestServer } from '#e2e/support/server.ts'
import { places } from '#web/paths.ts'
import { expectFits } from './expect-fits.ts'
import { expectByKeyboard } from './expect-keyboard.ts'
import { aboutColours, expectReadable, findingsOn } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'
import { all, expectAt, filled, goTo, show, storyTold } from './go-to.ts'
import { lookInto, opened, openersIn } from './menus.ts'
import { developer, platformAdmin, visitors, type Place, type Things } from './visitors.ts'

/** Three people of the demo visit every place of the console, with what is theirs and with what is not. */

test.use({ seed: 'demo' })

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

test.beforeAll(async ({ server }) => {
  test.setTimeout(150_000)
  await storyTold(server)
})

for (const [turn, visitor] of visitors.entries()) {
  const { name, sees, hidden, refused, told } = visitor

  test(`${visitor.who} visits every page: nothing is refused, and all is there that kubectl gets`, async ({
    page,
    server,
  }) => {
    test.setTimeout(420_000)
    // Nothing here is about what moves, and all of it would be waited for.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const person = await people.signIn(server, name)
    const kubectl = await kubectlAs(person)
    const refusals = refusalsOf(page)
    const offered = new Set<string>()
    const open = openTo(kubectl)
    await signIn(page, server, name)
    await test.step('around', () => expectAround(page, turn === 0))
    for (const [index, place] of all.entries()) {
      await test.step(place, async () => {
        const listed = listedBy(kubectl, place, sees)
        const pods = podsBy(server, person, place, sees)
        await goTo(page, place, sees)
        await expect(page.getByRole('alert').filter({ hasText: /You may not/ })).toHaveCount(
          refused.includes(place) ? 1 : 0,
        )
        if (place === 'members') await expectMembers(page, kubectl, sees)
        await expectListed(page, await listed)
        await expectPods(page, await pods)
        await expectReasons(page)
        for (const href of await hrefsOn(page)) offered.add(href)
        const isTurn = index % visitors.length === turn
        await expectMenus(page, page.getByRole('main'), isTurn)
        await expectEverySize(page, isTurn, (index + turn) % 2 === 0)
      })
    }
    await followAll(page, 'Main')
    await goTo(page, 'project', sees)
    await followAll(page, /^Project /)
    expect(refusals(), 'refused or failed').toEqual([])
    const isOpen = await open
    expect([...offered].filter((href) => href !== '#main' && !isOpen(href, refused))).toEqual([])
  })

  test(`${visitor.who} is told in words where they may not go`, async ({ page, server }) => {
    const refusals = refusalsOf(page)
    await signIn(page, server, name, filled('project', hidden))
    await expect(page.getByRole('alert')).toContainText(told)
    for (const place of entrances) {
      await test.step(place, async () => {
        // From home, so that what is said is said of this place.
        await goTo(page, 'home', sees)
        await show(page, filled(place, hidden))
        await expect(page.getByRole('alert')).toContainText(told)
      })
    }
    expect(refusals()).toEqual([])
  })
}

test('a platform admin reaches all that can be used on every page by keyboard alone', async ({
  page,
  server,
}) => {
  test.setTimeout(240_000)
  await signIn(page, server, platformAdmin.name)
  await expect(page.getByRole('button', { name: /^Favourite/ })).toBeEnabled()
  for (const place of all) {
    await test.step(place, async () => {
      await goTo(page, place, platformAdmin.sees)
      await expectByKeyboard(page)
    })
  }
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search or do anything' })).toBeFocused()
  await page.keyboard.type('new tea')
  await expect(page.getByRole('option', { name: /^New team/, selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'New team', level: 1 })).toBeVisible()
})

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
  // One that is a query alone stays on the page.
  return links.filter((href) => !href.startsWith('?')).map((href) => href.replace(/\?.*$/, ''))
}

/** The last has the navigation in a drawer. */
const wide = { width: 1440, height: 900 }
const middle = { width: 1024, height: 768 }
const narrow = { width: 390, height: 844 }

/**
 * The page in three widths and two themes, in one visit. In each width all must be within reach, in whatever theme is
 * there: the other has other colours and nothing else. So axe is asked all of its rules once of each page for each
 * person, in the light, and in the dark those about colours. Narrow, where a page is put together in another way, all
 * are asked by one person in turn; the narrower widths are dark for one, and light for the next.
 */
async function expectEverySize(page: Page, isTurn: boolean, isDark: boolean): Promise<void> {
  const found = await findingsOn(page)
  await expectFits(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await findingsOn(page, { rules: aboutColours })))
  if (!isDark) await page.emulateMedia({ colorScheme: 'light' })
  for (const size of [middle, narrow]) {
    await page.setViewportSize(size)
    await expectFits(page)
  }
  if (isTurn) found.push(...(await findingsOn(page)))
  expect.soft(found, `findings on ${page.url()}`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(wide)
}

/**
 * Opens every menu of a part of the page, whose entries are within reach and give the reason where they are disabled.
 * How a table is shown is nobody's right, so that one person in turn looks into that; and asks axe about what is open,
 * in both themes, and sees it in all widths.
 */
async function expectMenus(page: Page, part: Locator, isTurn: boolean): Promise<void> {
  for (const opener of await openersIn(part)) {
    if (!isTurn && /^(Columns|Saved views)$/.test(opener.name)) continue
    await lookInto(page, opener, async () => {
      await expectFits(page)
      if (!isTurn) return
      await expectReadable(page, opened)
      for (const size of [middle, narrow]) {
        await page.setViewportSize(size)
        await expectFits(page)
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize(wide)
    })
  }
}

/** What is around every page: the menus of the bar, and the navigation, which is a drawer where there is no room. */
async function expectAround(page: Page, isTurn: boolean): Promise<void> {
  const bar = page.getByRole('banner')
  await expect(bar.getByRole('button', { name: /^Favourite/ })).toBeEnabled()
  expect((await openersIn(bar)).length).toBeGreaterThanOrEqual(5)
  await expectMenus(page, bar, isTurn)
  await page.setViewportSize(narrow)
  await page.getByRole('button', { name: 'Open navigation' }).click()
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  await expect(links.first()).toBeVisible()
  await expectFits(page)
  await expectReadable(page)
  await page.keyboard.press('Escape')
  await expect(links).toHaveCount(0)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(wide)
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

/** The names that kubectl gets of what a place lists; undefined where it lists nothing. */
async function listedBy(kubectl: Kubectl, place: Place, things: Things): Promise<string[] | undefined> {
  const list = lists[place]?.(things)
  if (list === undefined) return undefined
  const names = await linesOf(kubectl, ...list, '-o', 'name')
  return names.map((line) => line.replace(/^.*\//, ''))
}

async function expectListed(page: Page, names: string[] | undefined): Promise<void> {
  if (names === undefined) return
  expect(names.length).toBeGreaterThan(0)
  await expectRows(page.getByRole('grid'), names)
}

/** The pods of a space or virtual cluster as kubectl gets them with its kubeconfig; undefined elsewhere. */
async function podsBy(
  server: TestServer,
  person: people.Person,
  place: Place,
  { project, space, virtualCluster }: Things,
): Promise<Finished | undefined> {
  if (place !== 'spacePods' && place !== 'virtualClusterPods') return undefined
  const target = place === 'spacePods' ? { project, space } : { project, virtualCluster }
  const kubectl = await kubectlAs(await people.inProject(server, person, target))
  const everywhere = place === 'spacePods' ? [] : ['-A']
  return kubectl.run(['get', 'pods', ...everywhere, '-o', 'name'])
}

async function expectPods(page: Page, got: Finished | undefined): Promise<void> {
  if (got === undefined) return
  if (got.stderr.includes('ServiceUnavailable')) {
    await expect(page.getByRole('main')).toContainText('does not answer yet')
    return
  }
  expect(got.stderr).toBe('')
  const names = got.stdout.split('\n').filter(Boolean)
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
