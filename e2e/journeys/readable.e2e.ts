import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { expectReadable } from './expect-readable.ts'
import { expect, signIn, startSession, test } from './fixtures.ts'

/** What opens over the pages and what stands in their place; the pages themselves are visited in `everywhere`. */

test('no dialog, menu or message has a serious finding', async ({ page, server, api }) => {
  await page.goto('/login')
  await expect(page.getByRole('heading', { name: 'Sign in to Aerie' })).toBeVisible()
  await expectReadable(page)
  await api.createTeam('axe', { displayName: 'Axe', users: ['admin'] })
  await api.create(spaceTemplate, { name: 'axe', spec: { template: {} } })
  await api.createProject('axe-web', { 'user:admin': 'admin' })
  const spec = { owner: { user: 'admin' }, templateRef: { name: 'axe' } }
  await api.create(spaceInstance, { name: 'dev', namespace: 'loft-p-axe-web', spec })

  await startSession(page, server)
  await page.goto('/projects/axe-web/spaces/dev')
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
  await page.goto('/teams?filter=nobody')
  await expect(page.getByText('No teams match “nobody”')).toBeVisible()
  await expectReadable(page)
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByRole('button', { name: 'Actions for axe' }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeVisible()
  await expectReadable(page)
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectReadable(page)
})

test('on a narrow window the navigation opens over the page', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await signIn(page, server)
  await page.getByRole('button', { name: 'Open navigation' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Teams' }).click()
  await expect(page.getByRole('heading', { name: 'Teams', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open navigation' })).toBeVisible()
})

test('on a narrow window a state stands under the name, and rows are sorted by either', async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await signIn(page, server, 'admin', '/users')
  const cell = page.getByRole('gridcell', { name: /^admin/ })
  await expect(cell).toContainText('Allowed')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await expect(page).toHaveURL(/sort=state/)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(cell).not.toContainText('Allowed')
  await expect(page.getByRole('gridcell', { name: 'Allowed' })).toBeVisible()
})

test('the chosen colours are there from the first paint on', async ({ page, server }) => {
  await signIn(page, server)
  await page.getByRole('button', { name: /^Colours/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await page.reload({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(14, 18, 23)')
})
