import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { expect, signIn, startSession, test } from './fixtures.ts'
import type { ManagementApi } from './management-api.ts'

const web = '/projects/axe-web'

/** Every route, and what shows that it is there. */
const places = [
  { path: '/', heading: 'Home' },
  { path: '/projects', heading: 'Projects' },
  { path: `${web}/virtualclusters`, heading: 'Axe web' },
  { path: `${web}/spaces`, heading: 'Axe web' },
  { path: `${web}/members`, heading: 'Axe web' },
  { path: `${web}/quotas`, heading: 'Axe web' },
  { path: `${web}/spaces/dev`, heading: 'Dev space' },
  { path: '/users', heading: 'Users' },
  { path: '/clusters', heading: 'Clusters' },
  { path: '/teams', heading: 'Teams' },
  { path: '/teams?filter=nobody', heading: 'Teams' },
  { path: '/teams/new', heading: 'New team' },
  { path: '/teams/axe', heading: 'Axe' },
  { path: '/teams/axe/edit', heading: 'Edit Axe' },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('no page has a serious finding', async ({ page, server, api }) => {
      test.slow()
      await setScene(api)
      await page.goto('/login')
      await expect(page.getByRole('heading', { name: 'Sign in to Aerie' })).toBeVisible()
      await expectReadable(page)
      await startSession(page, server)
      for (const { path, heading } of places) {
        await page.goto(path)
        await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
        await expectReadable(page)
      }
      await page.goto(`${web}/spaces/dev`)
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await expect(page.getByRole('button', { name: /^Download/ })).toBeVisible()
      await expectReadable(page)
      await page.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('button', { name: /go to another project$/ }).click()
      await expect(page.getByRole('combobox', { name: 'Find a project' })).toBeFocused()
      await expectReadable(page)
      await page.goto('/teams/not-there')
      await expect(page.getByRole('alert')).toBeVisible()
      await expectReadable(page)
      await page.goto('/teams')
      await page.getByRole('button', { name: 'Actions for axe' }).click()
      await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeVisible()
      await expectReadable(page)
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectReadable(page)
    })
  })
}

test('at 360 pixels everything is there and nothing sticks out', async ({ page, server, api }) => {
  await setScene(api)
  await page.setViewportSize({ width: 360, height: 740 })
  await startSession(page, server)
  for (const { path, heading } of places) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  }
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Teams' }).click()
  await expect(page.getByRole('heading', { name: 'Teams', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open navigation' })).toBeVisible()
})

test('the chosen colours are there from the first paint on', async ({ page, server }) => {
  await signIn(page, server)
  await page.getByRole('button', { name: /^Colours/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(14, 18, 23)')
})

/** A team, and a project with a space that works and one over its quota; made once for all tests of this file. */
async function setScene(api: ManagementApi): Promise<void> {
  if ((await api.teamSpec('axe')) !== undefined) return
  await api.createTeam('axe', { displayName: 'Axe', users: ['admin'] }, { tier: 'gold' })
  await api.create(spaceTemplate, { name: 'axe', spec: { template: {} } })
  await api.createProject(
    'axe-web',
    { 'team:axe': 'user', 'user:admin': 'admin' },
    {
      displayName: 'Axe web',
      quotas: {
        project: { spaceinstances: '1', virtualclusterinstances: '5' },
        user: { spaceinstances: '1' },
      },
    },
  )
  const spec = { displayName: 'Dev space', owner: { user: 'admin' }, templateRef: { name: 'axe' } }
  await api.create(spaceInstance, { name: 'dev', namespace: 'loft-p-axe-web', spec })
}

async function expectReadable(page: Page): Promise<void> {
  // Colours that are still fading in are not yet what is to be judged.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))),
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([])
}
