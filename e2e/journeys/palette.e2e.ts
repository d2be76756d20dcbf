import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { inProject, signIn as signInByPassword } from '#e2e/support/people.ts'
import { until } from '#e2e/support/server.ts'
import type { Page } from '@playwright/test'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

/** What is around every page is there once its tools are. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Favourite', pressed: false })).toBeEnabled()
}

async function openPalette(page: Page) {
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search or do anything' })
  await expect(field).toBeFocused()
  return field
}

test('half the name of a pod leads to its page, by keyboard alone and with nothing refused', async ({
  page,
  server,
  api,
}) => {
  await api.create(spaceTemplate, { name: 'pal', spec: { template: {} } })
  await api.createProject('pal', { 'user:maya': 'user' })
  const maya = await managementApi(server, 'maya')
  await maya.create(spaceInstance, {
    name: 'dev',
    namespace: projectNamespace('pal'),
    spec: { owner: { user: 'maya' }, templateRef: { name: 'pal' } },
  })
  const target = { project: 'pal', space: 'dev' }
  const person = await signInByPassword(server, 'maya')
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'needle-in-hay' },
    spec: { containers: [{ name: 'app', image: 'nginx' }] },
  }
  await until(
    async () => {
      const inside = await inProject(server, person, target).catch(() => undefined)
      const made = await inside?.ask('POST', '/api/v1/namespaces/pal-s-dev/pods', pod)
      return made?.code === 201
    },
    () => 'the pod could not be made',
    40_000,
  )
  const refusals: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url())
  })
  await signIn(page, server, 'maya')

  const field = await openPalette(page)
  await expectReadable(page)
  await expectNarrow(page)
  await page.keyboard.type('needle')
  const found = page.getByRole('option', { name: /needle-in-hay/ })
  await expect(found).toHaveAttribute('aria-selected', 'true')
  await expect(field).toHaveAttribute('aria-activedescendant', (await found.getAttribute('id')) ?? '')
  await expect(page.getByRole('dialog')).toContainText('Looked for pods in all')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'needle-in-hay', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/pal\/spaces\/dev\/resources\/core\/v1\/pods\/pal-s-dev\/needle-in-hay$/)

  // What can be done with it, as commands; and back to where the focus was.
  await page.getByRole('button', { name: 'Copy as kubectl' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('kubectl logs -f needle-in-hay -n pal-s-dev')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Copy as kubectl' })).toBeFocused()
  await openPalette(page)
  await page.keyboard.type('new space')
  await expect(page.getByRole('option', { name: 'New space pal', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Copy as kubectl' })).toBeFocused()
  expect(refusals).toEqual([])
})

test('a favourite is there in a second browser, and single keys can be switched off', async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, server, 'jonas', '/clusters')
  await settled(page)
  await page.keyboard.press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(shortcuts).toContainText('Search or do anything')
  await expectReadable(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  // The address is there before the page is, and the star is for what is seen.
  await expect(page.getByRole('heading', { name: 'Teams', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Favourite' }).press('Enter')
  const favourites = page.getByRole('navigation', { name: 'Favourites' })
  await expect(favourites.getByRole('link', { name: 'Teams' })).toBeVisible()

  const second = await otherPage(browser, server, 'jonas', '/profile/preferences')
  await second
    .getByRole('navigation', { name: 'Favourites' })
    .getByRole('link', { name: 'Teams' })
    .press('Enter')
  await expect(second.getByRole('button', { name: 'Favourite', pressed: true })).toBeVisible()
  await second.goBack()
  await second.getByRole('switch', { name: 'Keyboard shortcuts' }).press('Space')
  await expect(second.getByRole('switch', { name: 'Keyboard shortcuts' })).not.toBeChecked()
  await second
    .getByRole('heading', { name: 'jonas' })
    .or(second.getByRole('heading', { level: 1 }))
    .first()
    .focus()
  await second.keyboard.press('g')
  await second.keyboard.press('h')
  await second.keyboard.press('?')
  // What comes with Ctrl still works, and is all that opens.
  await openPalette(second)
  await expect(second.getByRole('dialog')).toHaveCount(1)
  await expect(second).toHaveURL(/\/preferences$/)
  await second.context().close()
})

test('who makes a virtual cluster and goes elsewhere is told when it is ready', async ({
  page,
  server,
  api,
}) => {
  test.slow()
  await api.create(virtualClusterTemplate, { name: 'told', spec: { template: {} } })
  await api.createProject('told', { 'user:maya': 'user' })
  await signIn(page, server, 'maya', '/projects/told/new/virtualcluster')
  await settled(page)
  await page.getByRole('radio', { name: 'told' }).check()
  const name = page.getByRole('textbox', { name: /^Name/ })
  await name.fill('mine')
  await name.press('Enter')
  await expect(page).toHaveURL(/\/virtualclusters\/mine$/)
  // Two keys once the form is gone, for it does not take long.
  await expect(page.getByRole('heading', { name: 'mine', level: 1 })).toBeFocused()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page).toHaveURL(/\/teams$/)
  const told = page.getByRole('status').filter({ hasText: 'Virtual cluster mine is ready' })
  await expect(told).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('button', { name: 'Notices, 1 new' })).toBeVisible()
  await told.getByRole('link').press('Enter')
  await expect(page).toHaveURL(/\/virtualclusters\/mine$/)
  await expect(told).toHaveCount(0)
})

test('first steps are shown to who has nothing yet, until they have seen them', async ({ page, server }) => {
  // Of whom no other journey makes anything.
  await signIn(page, server, 'samuel')
  const steps = page.getByRole('region', { name: 'First steps' })
  await steps.getByRole('button', { name: 'Next step' }).press('Enter')
  await expect(steps).toContainText('Work in it')
  await steps.getByRole('button', { name: 'Not again' }).press('Enter')
  await expect(steps).toHaveCount(0)
  await page.getByRole('button', { name: 'Help' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Show the tour again' }).press('Enter')
  await expect(steps).toContainText('Make something of your own')
})
