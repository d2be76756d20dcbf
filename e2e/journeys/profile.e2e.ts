import { expect, otherPage, signIn, startSession, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('an access key is made, shown once, used and revoked', async ({ page, server }) => {
  await signIn(page, server, 'maya')
  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: 'Profile' }).click()
  await expect(page.getByRole('heading', { name: 'What you may do' })).toBeVisible()
  await page.getByRole('link', { name: 'Access keys' }).click()
  await page.getByRole('button', { name: 'New access key' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Pipeline')
  await dialog.getByLabel('Opens').selectOption({ label: 'Reading the management API' })
  await dialog.getByLabel('Good for').selectOption({ label: '30 days' })
  await dialog.getByRole('button', { name: 'Make the key' }).click()

  const shown = await page.getByRole('dialog', { name: 'Pipeline' }).locator('code').first().innerText()
  expect(shown).toMatch(/^aerie_/)
  const ask = () =>
    fetch(`${server.http}/kubernetes/management/apis/management.loft.sh/v1/projects`, {
      headers: { authorization: `Bearer ${shown}` },
    })
  expect((await ask()).status).toBe(200)
  await page.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByRole('row', { name: /Pipeline/ })).toContainText('Reading the management API')
  expect(await page.content()).not.toContain(shown)

  const row = page.getByRole('row', { name: /Pipeline/ })
  await row.getByRole('button', { name: /^Actions for key-/ }).click()
  await page.getByRole('menuitem', { name: 'Revoke…' }).click()
  await expect(page.getByRole('dialog')).toContainText('Whatever signs in with it is refused from now on')
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  // What lies under an open dialog has no role: a row would count as gone before it is.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row).toHaveCount(0)
  expect((await ask()).status).toBe(401)
})

test('another session is seen and ended, and a new password ends the rest', async ({
  page,
  browser,
  server,
}) => {
  await startSession(page, server, 'aiko')
  const other = await otherPage(browser, server, 'aiko')
  await page.goto('/profile/sessions')
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await expect(sessions).toHaveCount(2)
  await expect(sessions.first()).toContainText('This session')
  await sessions.nth(1).getByRole('button', { name: /^End/ }).click()
  await expect(sessions).toHaveCount(1)
  await expect(other.getByText('Your session has ended.')).toBeVisible()

  await page.getByRole('link', { name: 'Password' }).click()
  await page.getByLabel('Present password').fill('not-this-one')
  await page.getByLabel('New password', { exact: true }).fill('quite-another-one')
  await page.getByLabel('New password, again').fill('quite-another')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The two are not the same.')).toBeVisible()
  await page.getByLabel('New password, again').fill('quite-another-one')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('This is not your present password.')).toBeVisible()
  await page.getByLabel('Present password').fill(server.password)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed')).toBeVisible()
})

test('preferences follow a person into another browser and another window', async ({
  page,
  context,
  browser,
  server,
}) => {
  await signIn(page, server, 'admin', '/profile/preferences')
  const window = await context.newPage()
  await window.goto('/profile/preferences')
  await page.getByLabel('Zone of times').selectOption('utc')
  await page.getByLabel('Colours', { exact: true }).selectOption('dark')
  await page.getByRole('switch', { name: 'Keyboard shortcuts' }).click()
  await expect(window.getByLabel('Zone of times')).toHaveValue('utc')
  await expect(window.getByRole('switch', { name: 'Keyboard shortcuts' })).not.toBeChecked()

  const elsewhere = await otherPage(browser, server, 'admin', '/profile/sessions')
  await expect(elsewhere.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(elsewhere.getByRole('list', { name: 'Sessions' })).toContainText('UTC')
})
