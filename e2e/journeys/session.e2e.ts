import type { BrowserContext, Page } from '@playwright/test'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { expect, startSession, test } from './fixtures.ts'
import { endSession } from './management-api.ts'

test.beforeEach(({ page, server }) => startSession(page, server))

test('a browser that has nothing yet asks at most twelve times for the first page', async ({ page }) => {
  // Whoever signed in here once is not asked about again before anything else.
  await page.addInitScript((hint) => localStorage.setItem(hint, 'yes'), 'aerie-signed-in')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  // Nobody waits for these two, so that they are the last ones; what is around every page comes behind them.
  const last = [/\/clusters$/, /\/version$/]
  const answered = last.map((address) => page.waitForResponse(address))
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  await Promise.all(answered)
  const first = asked.slice(0, asked.findLastIndex((path) => last.some((address) => address.test(path))) + 1)
  expect(first.length, asked.join('\n')).toBeLessThanOrEqual(12)
})

test('a session that ends leads to sign-in and back to the form with all that was typed', async ({
  page,
  server,
  context,
}) => {
  await page.goto('/new/team')
  await page.getByLabel('Display name').fill('Typed before')
  await page.getByLabel('Description').fill('A long thought.')
  await endSession(server, await context.cookies())

  await expect(page.getByText('Your session has ended. Sign in to go on where you were.')).toBeVisible()
  await page.getByLabel('User name').fill('admin')
  await page.getByLabel('Password').fill(server.password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page).toHaveURL(/\/new\/team$/)
  await expect(page.getByLabel('Display name')).toHaveValue('Typed before')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('typed-before')
  await expect(page.getByLabel('Description')).toHaveValue('A long thought.')
})

test('a draft survives a reload and another page, says so, and can be discarded', async ({ page }) => {
  await page.goto('/new/team')
  await page.getByLabel('Display name').fill('Half done')
  await page.reload()
  await expect(page.getByLabel('Display name')).toHaveValue('Half done')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Teams' }).click()
  await page.getByRole('button', { name: 'New team' }).click()
  await expect(page.getByRole('alert')).toContainText('was kept and is here again')
  await expect(page.getByLabel('Display name')).toHaveValue('Half done')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByLabel('Display name')).toHaveValue('')
  await page.reload()
  await expect(page.getByLabel('Display name')).toHaveValue('')
})

test('a server that restarts leaves session, typed text and focus alone, and pages are right again', async ({
  page,
  server,
  api,
  context,
}) => {
  test.slow()
  const namespace = projectNamespace('restart')
  await api.create(spaceTemplate, { name: 'restart', spec: { template: {} } })
  await api.createProject('restart', { 'user:admin': 'admin' })
  const own = { owner: { user: 'admin' }, templateRef: { name: 'restart' } }
  await api.create(spaceInstance, { name: 'one', namespace, spec: own })
  await api.createTeam('restart-one')

  await page.goto('/teams')
  const filter = page.getByLabel('Filter teams')
  await filter.fill('restart')
  await expect(page.getByRole('row', { name: /restart-one/ })).toBeVisible()
  const [list, home, space, form] = await openPages(context, [
    '/projects/restart/spaces',
    '/',
    '/projects/restart/spaces/one',
    '/projects/restart/new/space',
  ])
  await expect(list.getByRole('row', { name: /one/ })).toBeVisible()
  await expect(space.getByRole('heading', { name: 'one', level: 1 })).toBeVisible()
  await form.getByRole('radio', { name: 'restart' }).check()
  const name = form.getByRole('textbox', { name: /^Name/ })
  await name.fill('half-typed')

  await server.stop('SIGKILL')
  for (const each of [page, list, home, space, form]) {
    await expect(each.getByText(/Reconnecting…|seconds old/).first()).toBeAttached()
    await expect(each.getByRole('alert')).toHaveCount(0)
  }
  await expect(page.getByRole('row', { name: /restart-one/ })).toBeVisible()
  await name.press('End')
  await name.pressSequentially('-more')
  await name.press('Enter')
  await expect(form.getByRole('alert')).toHaveText('The server cannot be reached.')
  await server.start()
  await Promise.all([
    api.createTeam('restart-two'),
    api.create(spaceInstance, { name: 'two', namespace, spec: own }),
    api.patch(spaceInstance, { spec: { displayName: 'Changed since' } }, 'one', namespace),
  ])
  const soon = { timeout: 5_000 }
  await Promise.all([
    expect(page.getByRole('row', { name: /restart-two/ })).toBeVisible(soon),
    expect(list.getByRole('row', { name: /two/ })).toBeVisible(soon),
    expect(home.getByRole('link', { name: 'Changed since' })).toBeVisible(soon),
    expect(space.getByRole('heading', { name: 'Changed since' })).toBeVisible(soon),
    expect(form.getByText('Live', { exact: true })).toBeVisible(soon),
  ])
  await expect(filter).toBeFocused()
  await expect(filter).toHaveValue('restart')
  await expect(name).toBeFocused()
  await expect(name).toHaveValue('half-typed-more')
  // What was so while the server was away is said no more.
  await expect(form.getByRole('alert')).toHaveCount(0)
})

/** Further windows of the same person, all on one server. */
function openPages<const Paths extends readonly string[]>(
  context: BrowserContext,
  addresses: Paths,
): Promise<{ [Index in keyof Paths]: Page }> {
  const opened = addresses.map(async (address) => {
    const page = await context.newPage()
    await page.goto(address)
    return page
  })
  return Promise.all(opened) as Promise<{ [Index in keyof Paths]: Page }>
}

test('a page opened while the server is away goes on when it is back', async ({ page, server }) => {
  await page.goto('/new/team')
  await expect(page.getByRole('heading', { name: 'New team' })).toBeVisible()
  await server.stop('SIGKILL')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached')
  await server.start()
  await expect(page.getByRole('heading', { name: 'Teams' })).toBeVisible()
})
