import { expect, otherPage, startSession, test } from './fixtures.ts'

test.beforeEach(({ page, server }) => startSession(page, server))

test('a team is made, changed and deleted', async ({ page, api }) => {
  await page.goto('/new/team')
  await page.getByLabel('Display name').fill('Data Platform')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('data-platform')
  await page.getByLabel('Description').fill('Keeps the pipes clean.')
  await page.getByLabel('Members').fill('admin')
  await page.getByRole('option', { name: /admin/ }).click()
  await page.getByRole('button', { name: 'Create team' }).click()

  await expect(page.getByRole('heading', { name: 'Data Platform' })).toBeVisible()
  await expect(page.getByText('Keeps the pipes clean.')).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Members' }).getByRole('cell', { name: 'admin', exact: true }),
  ).toBeVisible()

  // Somebody else writes another field meanwhile: both changes stay.
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Display name').fill('Data & Streams')
  await api.patchTeam('data-platform', { description: 'Changed elsewhere.' })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Data & Streams' })).toBeVisible()
  expect(await api.teamSpec('data-platform')).toMatchObject({
    displayName: 'Data & Streams',
    description: 'Changed elsewhere.',
    users: ['admin'],
  })

  await api.createProject('pipes', {}, { displayName: 'Pipes', owner: { team: 'data-platform' } })
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 member loses what the team gave them: admin.')
  await expect(dialog).toContainText('Left without an owner, as far as you may see: 1 project (Pipes).')
  const confirm = dialog.getByRole('button', { name: 'Delete team' })
  await expect(confirm).toHaveAccessibleDescription('Type data-platform to confirm.')
  await dialog.getByLabel('Type data-platform to confirm').fill('data-platform')
  await confirm.click()
  await expect(page).toHaveURL(/\/teams$/)
  expect(await api.teamSpec('data-platform')).toBeUndefined()
})

test('a team called new has a page like any other', async ({ page, api }) => {
  await api.createTeam('new', { description: 'Whoever came lately.' })
  await page.goto('/teams')
  await page.getByRole('link', { name: 'new', exact: true }).click()
  await expect(page.getByText('Whoever came lately.')).toBeVisible()
  await page.goBack()
  await page.getByRole('button', { name: 'New team' }).click()
  await expect(page.getByRole('heading', { name: 'New team' })).toBeVisible()
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Teams' }),
  ).toHaveAttribute('aria-current', 'page')
})

test('a name of one’s own is not replaced by a suggestion', async ({ page }) => {
  await page.goto('/new/team')
  await page.getByLabel('Display name').fill('First thought')
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toHaveValue('first-thought')
  await name.fill('own-name')
  await page.getByLabel('Display name').fill('Second thought')
  await expect(name).toHaveValue('own-name')
  await page.getByText('The same on the command line').click()
  await expect(page.getByText('"displayName": "Second thought"')).toBeVisible()
})

test('what the server refuses is said at the field', async ({ page, api }) => {
  await api.createTeam('taken')
  await page.goto('/new/team')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Not a name')
  await page.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByText('Only lower-case letters, digits and hyphens.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('taken')
  await page.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByText('This name is taken. Choose another one.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
})

test('two people change the same field: the one who comes later decides', async ({ page, api }) => {
  await api.createTeam('contested', { description: 'before' })
  await page.goto('/teams/contested/edit')
  await page.getByLabel('Description').fill('mine')
  await api.patchTeam('contested', { description: 'theirs' })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Description is now “theirs”' })).toBeVisible()
  expect((await api.teamSpec('contested'))?.description).toBe('theirs')
  await page.getByRole('button', { name: 'Save mine' }).click()
  await expect(page.getByText('mine', { exact: true })).toBeVisible()
  expect((await api.teamSpec('contested'))?.description).toBe('mine')
})

test('another window sees a new team, a change and a deletion without a reload', async ({
  page,
  browser,
  server,
  api,
}) => {
  await page.goto('/teams')
  const other = await otherPage(browser, server, 'admin', '/new/team')
  await other.getByLabel('Display name').fill('Seen at once')
  await other.getByRole('button', { name: 'Create team' }).click()

  const row = page.getByRole('row', { name: /seen-at-once/ })
  await expect(row).toBeVisible()
  await api.patchTeam('seen-at-once', { displayName: 'Renamed' })
  await expect(row).toContainText('Renamed')
  await expect(other.getByRole('heading', { name: 'Renamed' })).toBeVisible()

  await api.deleteTeam('seen-at-once')
  await expect(row).toHaveCount(0)
  await expect(other.getByRole('alert')).toContainText('This team was deleted, or you may no longer see it.')
  await expect(other.getByRole('heading', { name: 'Renamed' })).toBeVisible()
  await other.context().close()
})

test('a half-typed member is neither sent nor thrown away', async ({ page, api }) => {
  await page.goto('/new/team')
  await page.getByLabel('Display name').fill('Half typed')
  const members = page.getByLabel('Members')
  await members.fill('nobody-like-this')
  await members.press('Enter')
  await members.press('Tab')
  await expect(page.getByText('“nobody-like-this” picks nobody yet')).toBeVisible()
  await expect(page).toHaveURL(/\/new\/team$/)
  expect(await api.teamSpec('half-typed')).toBeUndefined()
})

test('a copied address shows the same rows', async ({ page, api, context }) => {
  await api.createTeam('copy-a', {}, { copy: 'yes' })
  await api.createTeam('copy-b', {}, { copy: 'yes' })
  await api.createTeam('copy-c', {}, { copy: 'no' })
  await page.goto('/teams')
  await page.getByLabel('Filter teams').fill('copy=yes')
  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await expect(page).toHaveURL(/filter=copy%3Dyes/)
  await expect(page).toHaveURL(/sort=-name/)

  const copy = await context.newPage()
  await copy.goto(page.url())
  await expect(copy.getByRole('grid').getByRole('link')).toHaveText(['copy-b', 'copy-a'])
})

test('the filter follows the address and never the other way under somebody’s fingers', async ({ page }) => {
  await page.goto('/teams?filter=first')
  const filter = page.getByLabel('Filter teams')
  await expect(filter).toHaveValue('first')
  await filter.fill('')
  await filter.pressSequentially('typed slowly enough to be written in between', { delay: 30 })
  await expect(filter).toHaveValue('typed slowly enough to be written in between')
  await expect(page).toHaveURL(/between$/)

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Teams' }).click()
  await expect(filter).toHaveValue('')
  await page.goBack()
  await expect(filter).toHaveValue('typed slowly enough to be written in between')
})

test('rows do not move under the pointer', async ({ page, api }) => {
  await api.createTeam('hold-b')
  await api.createTeam('hold-c')
  await page.goto('/teams?filter=hold-')
  const names = page.getByRole('grid').getByRole('link')
  await expect(names).toHaveText(['hold-b', 'hold-c'])
  await page.getByRole('row', { name: /hold-c/ }).hover()
  await api.createTeam('hold-a')
  await expect(names).toHaveText(['hold-b', 'hold-c', 'hold-a'])
  await page.getByLabel('Filter teams').hover()
  await expect(names).toHaveText(['hold-a', 'hold-b', 'hold-c'])
})

test('kubectl is connected from the menu', async ({ page }) => {
  await page.goto('/teams')
  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: /Connect kubectl/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect kubectl' })
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: /^Download/ }).click()
  expect((await download).suggestedFilename()).toBe('aerie-kubeconfig.yaml')
  await expect(dialog.getByText('kubectl get projects', { exact: true })).toBeVisible()
})
