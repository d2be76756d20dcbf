import { spaceInstance } from '#api/kinds/space-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('a table is filtered, sorted and arranged, and kept under a name', async ({
  page,
  server,
  api,
  browser,
}) => {
  const users = ['maya']
  await api.createTeam('tab-a', { users, displayName: 'Same' }, { tier: 'gold' })
  await api.createTeam('tab-b', { users: ['maya', 'lena'], displayName: 'Same' }, { tier: 'gold' })
  await api.createTeam('tab-c', { users, displayName: 'Other' }, { tier: 'gold' })
  await api.createTeam('tab-d', { users }, { tier: 'tin' })
  await signIn(page, server, 'maya', '/teams')
  const filter = page.getByRole('combobox', { name: 'Filter teams' })
  const names = page.getByRole('grid').getByRole('link')

  await test.step('the filter suggests its terms, and says what it cannot follow', async () => {
    await page.keyboard.press('/')
    await filter.pressSequentially('ti')
    await expect(page.getByRole('option', { name: /^tier=/ })).toBeVisible()
    await expectReadable(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(filter).toHaveValue('tier=')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(filter).toHaveValue('tier=gold ')
    await expect(names).toHaveText(['tab-a', 'tab-b', 'tab-c'])
    await filter.fill('tier!=gold label:tier name:tab')
    await expect(names).toHaveText(['tab-d'])
    await filter.fill('tier=gold colour:red')
    await expect(page.getByText('There is no column “colour”')).toBeVisible()
    await filter.fill('tier=gold')
    await page.keyboard.press('Escape')
  })

  await test.step('several columns sort, by pointer and by keyboard', async () => {
    await filter.fill('tier=gold')
    await page.getByRole('button', { name: 'Display name' }).click()
    await page.getByRole('button', { name: 'Members' }).click({ modifiers: ['Shift'] })
    await expect(names).toHaveText(['tab-c', 'tab-a', 'tab-b'])
    const members = page.getByRole('button', { name: /^Members ?sorted by rising values, 2 of 2/ })
    await members.press('Shift+Enter')
    await expect(names).toHaveText(['tab-c', 'tab-b', 'tab-a'])
    await expect(page).toHaveURL(/sort=displayName%2C-members/)
  })

  await test.step('columns are chosen and moved by keyboard', async () => {
    await page.getByRole('button', { name: 'Columns' }).press('Enter')
    const columns = page.getByRole('dialog', { name: 'Columns' })
    await expect(columns.getByRole('checkbox').first()).toBeFocused()
    await columns.getByRole('checkbox', { name: 'Owner' }).press('Space')
    await columns.getByRole('checkbox', { name: 'Age' }).press('Alt+ArrowUp')
    await columns.getByRole('checkbox', { name: 'Age' }).press('Alt+ArrowUp')
    await expectReadable(page)
    await page.keyboard.press('Escape')
    const heads = page.getByRole('columnheader')
    await expect(heads.first()).toHaveText(/^Name/)
    await expect(heads.nth(2)).toHaveText(/^Age/)
    await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeHidden()
    await expect(page).toHaveURL(/columns=name%2CdisplayName%2Cage%2Cmembers/)
  })

  await test.step('a view has a name in every browser of the person', async () => {
    await page.getByRole('button', { name: 'Saved views' }).press('Enter')
    const views = page.getByRole('dialog', { name: 'Saved views' })
    await views.getByLabel('Save what is shown as').fill('Gold ones')
    await page.keyboard.press('Enter')
    await expect(views.getByText('What is shown is the view Gold ones')).toBeVisible()
    await expectReadable(page)

    const second = await otherPage(browser, server, 'maya', '/teams')
    await second.getByRole('button', { name: 'Saved views' }).click()
    await second.getByRole('dialog').getByRole('button', { name: 'Gold ones', exact: true }).click()
    await expect(second.getByRole('grid').getByRole('link')).toHaveText(['tab-c', 'tab-b', 'tab-a'])
    await expect(second.getByRole('columnheader').nth(2)).toHaveText(/^Age/)
    await second.getByRole('button', { name: 'Saved views' }).click()
    await second.getByRole('button', { name: 'Rename Gold ones' }).click()
    await second.getByLabel('New name of Gold ones').fill('Golden')
    await second.keyboard.press('Enter')
    await second.getByRole('button', { name: 'Delete Golden' }).click()
    await expect(second.getByText('and keep that here under a name')).toBeVisible()
    await second.context().close()
  })

  const admin = await otherPage(
    browser,
    server,
    'admin',
    new URL(page.url()).pathname + new URL(page.url()).search,
  )
  await expect(admin.getByRole('grid').getByRole('link')).toHaveText(['tab-c', 'tab-b', 'tab-a'])
  await expect(admin.getByRole('columnheader').nth(2)).toHaveText(/^Age/)
  await admin.context().close()
})

test('many rows are deleted at once, and it is said which not and why', async ({ page, server, api }) => {
  await api.createProject(
    'bulk',
    { 'user:maya': 'user', 'user:lena': 'user' },
    { requireTemplate: { disabled: true } },
  )
  const namespace = projectNamespace('bulk')
  const spec = { owner: { user: 'maya' }, template: {} }
  for (const name of ['mine-1', 'mine-2', 'mine-3', 'mine-4', 'mine-5', 'mine-6'])
    await api.create(spaceInstance, { name, namespace, spec })
  const lent = { owner: { user: 'lena' }, template: {}, extraAccessRules: [{ users: ['maya'] }] }
  await api.create(spaceInstance, { name: 'lent', namespace, spec: lent })
  const refusals: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url())
  })
  await signIn(page, server, 'maya', '/projects/bulk/spaces')
  const names = page.getByRole('grid').getByRole('link', { name: /^(mine|lent)/ })
  await expect(names).toHaveCount(7)
  // Who owns one leads to their page, for whoever may open that.
  const owners = page.getByRole('grid').getByRole('link', { name: 'maya', exact: true })
  await expect(owners).toHaveCount(6)
  await expect(owners.first()).toHaveAttribute('href', '/users/maya')

  const bar = page.getByRole('region', { name: 'Selected spaces' })
  await test.step('rows are selected by keyboard', async () => {
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('row', { name: /^Select lent/ })).toBeFocused()
    await page.keyboard.press('Space')
    await expect(bar.getByRole('status')).toHaveText('1 space selected')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+Space')
    await expect(bar.getByRole('status')).toHaveText('3 spaces selected')
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar.getByRole('status')).toHaveText('7 spaces selected')
    await expectReadable(page)
  })

  await test.step('what vanishes is selected no more', async () => {
    await api.delete(spaceInstance, 'mine-6', namespace)
    await expect(bar.getByRole('status')).toHaveText('6 spaces selected')
  })

  await test.step('a range is selected by pointer', async () => {
    await bar.getByRole('button', { name: 'Clear the selection' }).click()
    await page.getByRole('checkbox', { name: 'Select lent' }).click()
    await page.getByRole('checkbox', { name: 'Select mine-2' }).click({ modifiers: ['Shift'] })
    await expect(bar.getByRole('status')).toHaveText('3 spaces selected')
  })

  // One of them lasts until somebody is elsewhere.
  const finalizers = ['aerie.dev/cleanup', 'e2e.aerie.dev/held']
  await api.patch(spaceInstance, { metadata: { finalizers } }, 'mine-1', namespace)
  await bar.getByRole('button', { name: 'Delete…' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toHaveAccessibleName('Delete 2 spaces?')
  await expect(dialog.getByText('1 of 3 may not be deleted by you:')).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'lent' })).toContainText(
    'You may not delete space lent in project bulk',
  )
  await expectReadable(page)
  await dialog.getByRole('button', { name: 'Delete 2' }).press('Enter')
  await expect(dialog).toHaveAccessibleName('2 of 2 spaces deleted')
  await dialog.getByRole('button', { name: 'Close' }).press('Enter')
  // Elsewhere one hears of all of them at once, and comes back to what is left.
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { name: 'Teams', level: 1 })).toBeVisible()
  await api.patch(spaceInstance, { metadata: { finalizers: null } }, 'mine-1', namespace)
  const told = page.getByRole('status').filter({ hasText: '2 spaces are deleted' })
  await told.getByRole('link').click({ timeout: 30_000 })
  // What somebody points at stays where it is, deleted or not.
  await page.mouse.move(0, 0)
  await expect(names).toHaveText(['lent', 'mine-3', 'mine-4', 'mine-5'])
  await expect(bar).toBeHidden()
  expect(refusals).toEqual([])
})
