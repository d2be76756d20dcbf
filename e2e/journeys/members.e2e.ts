import { expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('a team admin adds a colleague in five clicks and sees what they gain', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('crew', { 'user:jonas': 'admin', 'team:mobile': 'viewer' }, { displayName: 'Crew' })
  await signIn(page, server, 'jonas')
  // One: the project, as Home offers it.
  await page.getByRole('link', { name: 'Crew', exact: true }).first().click()
  await page.getByRole('navigation', { name: 'Project Crew' }).getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a member to Crew' })
  await dialog.getByLabel('Person or team').fill('maya')
  await page.getByRole('option', { name: 'Maya Lindqvist (maya)' }).click()
  const preview = dialog.getByRole('group', { name: 'What changes' })
  await expect(preview).toContainText('Viewer → User')
  await expect(preview).toContainText('Make spaces and virtual clusters from its templates')
  await expectReadable(page)
  await dialog.getByRole('button', { name: 'Add member' }).click()

  const row = page.getByRole('row', { name: /Maya Lindqvist/ })
  await expect(row).toContainText('User')
  await row.getByRole('button', { name: 'Actions for maya' }).click()
  await page.getByRole('menuitem', { name: 'Change role…' }).click()
  const change = page.getByRole('dialog', { name: 'Role of Maya Lindqvist in Crew' })
  await change.getByLabel('Role').selectOption('Admin')
  await expect(change).toContainText('and decide who is a member')
  await change.getByRole('button', { name: 'Change role' }).click()
  await expect(row).toContainText('Admin')

  await row.getByRole('button', { name: 'Actions for maya' }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  const removal = page.getByRole('dialog', { name: 'Remove Maya Lindqvist from Crew' })
  await expect(removal).toContainText('Admin → Viewer')
  await expect(removal).toContainText('Viewer is what they have through a team')
  await removal.getByRole('button', { name: 'Remove member' }).click()
  await expect(row).toContainText('Viewer')
  await row.getByRole('button', { name: 'Actions for maya' }).click()
  await expect(page.getByRole('menuitem', { name: /Remove…/ })).toContainText(
    'They are a member through team Mobile',
  )
})

test('who may not change members is told who can', async ({ page, server, api }) => {
  await api.createProject('looked-at', { 'user:maya': 'user' })
  await signIn(page, server, 'maya', '/projects/looked-at/members')
  await expect(page.getByRole('button', { name: 'Add member' })).toHaveAccessibleDescription(
    /You may not change project looked-at: .*role admin/,
  )
})
