import { expect, startSession, test } from './fixtures.ts'
import { endSession } from './management-api.ts'

test.beforeEach(({ page, server }) => startSession(page, server))

test('a session that ends leads to sign-in and back to the form with all that was typed', async ({
  page,
  server,
  context,
}) => {
  await page.goto('/teams/new')
  await page.getByLabel('Display name').fill('Typed before')
  await page.getByLabel('Description').fill('A long thought.')
  await endSession(server, await context.cookies())

  await expect(page.getByText('Your session has ended. Sign in to go on where you were.')).toBeVisible()
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(server.password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page).toHaveURL(/\/teams\/new$/)
  await expect(page.getByLabel('Display name')).toHaveValue('Typed before')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('typed-before')
  await expect(page.getByLabel('Description')).toHaveValue('A long thought.')
})

test('a draft survives a reload and can be discarded', async ({ page }) => {
  await page.goto('/teams/new')
  await page.getByLabel('Display name').fill('Half done')
  await page.reload()
  await expect(page.getByLabel('Display name')).toHaveValue('Half done')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByLabel('Display name')).toHaveValue('')
  await page.reload()
  await expect(page.getByLabel('Display name')).toHaveValue('')
})

test('a server that restarts leaves session, typed text and focus alone, and the list is right again', async ({
  page,
  server,
  api,
}) => {
  await api.createTeam('restart-one')
  await page.goto('/teams')
  await expect(page.getByRole('row', { name: /restart-one/ })).toBeVisible()
  const filter = page.getByLabel('Filter teams')
  await filter.fill('restart')

  await server.stop('SIGKILL')
  await expect(page.getByText(/Reconnecting…|seconds old/).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /restart-one/ })).toBeVisible()
  await server.start()
  await api.createTeam('restart-two')

  await expect(page.getByRole('row', { name: /restart-two/ })).toBeVisible({ timeout: 5_000 })
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(filter).toBeFocused()
  await expect(filter).toHaveValue('restart')
})

test('a page opened while the server is away goes on when it is back', async ({ page, server }) => {
  await page.goto('/teams/new')
  await expect(page.getByRole('heading', { name: 'New team' })).toBeVisible()
  await server.stop('SIGKILL')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached')
  await server.start()
  await expect(page.getByRole('heading', { name: 'Teams' })).toBeVisible()
})
