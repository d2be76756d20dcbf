import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import type { Locator, Page } from '@playwright/test'
import { expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

test.beforeEach(async ({ api }) => {
  if (await api.has(spaceTemplate, 'shirts')) return
  const parameters = [{ variable: 'size', label: 'Size', options: ['small', 'large'], defaultValue: 'small' }]
  await api.create(spaceTemplate, { name: 'shirts', spec: { template: {}, parameters } })
})

/** Lines of the editor whose text has this in it. */
function line(page: Page, text: string): Locator {
  return page.locator('.view-line', { hasText: text })
}

/** Types behind a line; further lines come with their indentation. */
async function typeBehind(page: Page, text: string, ...typed: string[]): Promise<void> {
  await line(page, text).first().click()
  await page.keyboard.press('End')
  for (const [index, part] of typed.entries()) {
    if (index > 0) {
      await page.keyboard.press('Enter')
      // How far the editor has indented by itself depends on how much of the text it has read already.
      await page.keyboard.press('Shift+Home')
    }
    // Put in at once, so that nothing is completed on the way.
    await page.keyboard.insertText(part)
  }
}

/** Takes away the line that was typed last. */
async function deleteLine(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+K')
}

test('a form and its YAML say the same, whichever is written', async ({ page, server, api }) => {
  await api.createProject('both-ways', { 'user:maya': 'user' })
  await signIn(page, server, 'maya', '/projects/both-ways/new/space')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('one')
  await page.getByRole('radio', { name: 'shirts' }).check()
  await page.getByRole('button', { name: 'Edit as YAML' }).click()
  await expect(line(page, 'name: one')).toBeVisible()

  await typeBehind(page, 'name: one', '-more', '  labels:', '    kept: "yes" # as it was typed')
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('one-more')
  await page.getByRole('textbox', { name: 'Description' }).fill('From the form')
  await expect(line(page, 'description: From the form')).toBeVisible()
  await expect(line(page, 'kept: "yes"')).toBeVisible()

  await typeBehind(page, 'name: one-more', '', '  nmae: two')
  const status = page.getByRole('status').filter({ hasText: 'nmae' })
  await expect(status).toContainText('There is no field “nmae” here. Did you mean “name”?')
  await deleteLine(page)
  await expect(status).toBeHidden()
  await typeBehind(page, 'description:', '', ' oops')
  await expect(page.getByText('The form keeps what it has until this is mended.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create space' })).toHaveAttribute('aria-disabled', 'true')
  await deleteLine(page)

  // The keyboard leads out of the editor as it led in.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(page.locator('.monaco-editor.focused')).toHaveCount(0)
  await expectReadable(page)

  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page).toHaveURL(/both-ways\/spaces\/one-more$/)
  const made = await (
    await managementApi(server, 'maya')
  ).has(spaceInstance, 'one-more', projectNamespace('both-ways'))
  expect(made).toBe(true)
  await page.getByRole('link', { name: 'YAML' }).click()
  await expect(line(page, 'kept: "yes"')).toBeVisible()
})

test('a team is written as YAML, and what its form has no field for is kept', async ({
  page,
  server,
  api,
}) => {
  await api.createTeam('blue', { users: ['maya'] })
  await signIn(page, server, 'admin', '/teams/blue/edit')
  await page.getByRole('button', { name: 'Edit as YAML' }).click()
  await typeBehind(page, '- maya', '', '    - lena', '  groups:', '    - ops # from the sign-in service')
  await expect(page.getByRole('button', { name: 'Lena Hoffmann (lena)' })).toBeVisible()
  await page.getByLabel('Display name').fill('Blue')
  await expect(line(page, 'displayName: Blue')).toBeVisible()
  await typeBehind(page, 'name: blue', 'r')
  const save = page.getByRole('button', { name: 'Save changes' })
  await expect(save).toHaveAccessibleDescription('The name stays blue.')
  await page.keyboard.press('Backspace')
  await expect(save).not.toHaveAccessibleDescription('The name stays blue.')
  // Both keys are there before the page is drawn for the first.
  for (let count = 0; count < 5; count++) {
    await Promise.all(['r', 'Backspace'].map((key) => page.keyboard.press(key)))
    await expect(save).toBeEnabled()
  }
  await expectReadable(page)
  await save.click()
  await expect(page.getByRole('heading', { name: 'Blue', level: 1, exact: true })).toBeVisible()
  expect(await api.teamSpec('blue')).toMatchObject({
    displayName: 'Blue',
    users: ['maya', 'lena'],
    groups: ['ops'],
  })
})

test('an object is changed as YAML, tried before it is saved, and merged with what others do', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('careful', { 'user:maya': 'user', 'user:grace': 'viewer' })
  const namespace = projectNamespace('careful')
  const maya = await managementApi(server, 'maya')
  await maya.create(spaceInstance, {
    name: 'dev',
    namespace,
    spec: {
      owner: { user: 'maya' },
      templateRef: { name: 'shirts' },
      displayName: 'Dev',
      description: 'Old',
    },
  })
  await signIn(page, server, 'maya', '/projects/careful/spaces/dev/yaml')
  await expect(page.getByText('Ready').first()).toBeVisible({ timeout: 30_000 })
  await typeBehind(page, 'displayName: Dev', ' two')
  await expect(page.getByText('The server would take it')).toBeVisible()
  await expect(page.getByRole('list', { name: 'What changes' })).toContainText(
    'spec.displayName Dev → Dev two',
  )

  // What is typed outlives a reload, and what others change meanwhile is kept, too.
  await page.reload()
  await expect(line(page, 'displayName: Dev two')).toBeVisible()
  await api.patch(spaceInstance, { spec: { description: 'New' } }, 'dev', namespace)
  await expect(page.getByText('Saving merges yours with that')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(line(page, 'description: New')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Dev two' })).toBeVisible()

  // Both changed the same: nobody is overruled unasked.
  await typeBehind(page, 'description: New', ' of mine')
  await api.patch(spaceInstance, { spec: { description: 'Newer' } }, 'dev', namespace)
  await expect(page.getByText('Saving merges yours with that')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('spec.description is now “Newer”')).toBeVisible()
  await page.getByRole('button', { name: 'Save mine' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(line(page, 'description: New of mine')).toBeVisible()

  // What the server refuses is said at its line, before anybody saves.
  await typeBehind(page, 'owner:', '', '    team: nobody')
  await expect(page.getByText('The server would refuse it')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true')
  await expectReadable(page)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(line(page, 'team: nobody')).toHaveCount(0)
})
