import { spaceTemplate } from '#api/kinds/space-template.ts'
import { expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'

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

test('a platform admin makes a project, its admin names it anew, and it is deleted with its name', async ({
  page,
  browser,
  server,
  api,
}) => {
  for (const name of ['big', 'small']) await api.create(spaceTemplate, { name, spec: { template: {} } })
  await signIn(page, server, 'admin', '/projects')
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByLabel('Display name').fill('Winter Sale')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('winter-sale')
  await page.getByLabel('Owner').fill('Jonas')
  await page.getByRole('option', { name: 'Jonas Weber' }).click()
  await expectReadable(page)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('row', { name: /Jonas Weber.*Owner/ })).toBeVisible()

  const jonas = await otherPage(browser, server, 'jonas', '/projects/winter-sale/settings')
  await expect(jonas.getByText('are for platform admins to say')).toBeVisible()
  await jonas.getByLabel('Display name').fill('Summer Sale')
  await jonas.getByLabel('Default for spaces').selectOption('small')
  await jonas.getByRole('button', { name: 'Save settings' }).click()
  await expect(jonas.getByText('Saved.')).toBeVisible()
  await expect(jonas.getByRole('button', { name: 'Delete project' })).toHaveAccessibleDescription(
    /You may not delete project winter-sale/,
  )
  await jonas.goto('/projects/winter-sale/new/space')
  await expect(jonas.getByRole('radio', { name: 'small' })).toBeChecked()
  await jonas.context().close()

  await expect(page.getByRole('heading', { name: 'Summer Sale', level: 1 })).toBeVisible()
  await page
    .getByRole('navigation', { name: 'Project Summer Sale' })
    .getByRole('link', { name: 'Settings' })
    .click()
  await page.getByRole('button', { name: 'Delete project' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('No virtual cluster: there is none.')
  await dialog.getByLabel('Type winter-sale to confirm').fill('winter-sale')
  await dialog.getByRole('button', { name: 'Delete project' }).click()
  await expect(page).toHaveURL(/\/projects$/)
})

test('a platform admin makes a person, who signs in and is then shut out', async ({
  page,
  browser,
  server,
}) => {
  await signIn(page, server, 'admin', '/new/user')
  await page.getByLabel('Display name').fill('Nina Berg')
  await page.getByLabel('E-mail').fill('nina@example.org')
  await page.getByLabel('First password').fill(server.password)
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByRole('heading', { name: 'Nina Berg', level: 1 })).toBeVisible()
  await expectReadable(page)
  const nina = await otherPage(browser, server, 'nina-berg', '/users/nina-berg')
  await expect(nina.getByText('1 session')).toBeVisible()

  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(page.getByLabel('E-mail')).toHaveValue('nina@example.org')
  await page.getByLabel('Display name').fill('Nina Bergström')
  await page.getByLabel('E-mail').fill('nina')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('This is no e-mail address.')).toBeVisible()
  await page.getByLabel('E-mail').fill('nina.bergstroem@example.org')
  await expectReadable(page)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(nina.getByRole('heading', { name: 'Nina Bergström', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByText('Disabled').first()).toBeVisible()
  await expect(nina.getByText('Your session has ended.', { exact: false })).toBeVisible()
  await nina.context().close()
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('They are in no team.')
  await dialog.getByLabel('Type nina-berg to confirm').fill('nina-berg')
  await dialog.getByRole('button', { name: 'Delete user' }).click()
  await expect(page).toHaveURL(/\/users$/)
})
