import { projectSecret } from '#api/kinds/project-secret.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('a secret is made from pasted lines, read value by value, changed, and deleted', async ({
  page,
  browser,
  server,
  api,
}) => {
  await api.createProject('kept-quiet', { 'user:maya': 'user', 'user:oliver': 'viewer' })
  const written: string[] = []
  const refused: string[] = []
  page.on('request', (request) => written.push(decodeURIComponent(request.url())))
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url())
  })
  await signIn(page, server, 'maya', '/projects/kept-quiet/secrets')
  await expect(page.getByText('There is no secret in this project that you may read')).toBeVisible()
  await expectReadable(page)
  await page.getByRole('button', { name: 'New secret' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New secret' })
  await dialog.getByLabel(/^Name/).fill('mail-relay')
  await dialog.getByLabel('Key 1').evaluate((field) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData(
      'text',
      '# the relay\nHOST=mail.example.org\nexport PASSWORD="wren-in\\nthe hedge"\n',
    )
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(dialog.getByRole('textbox', { name: 'Value of HOST' })).toHaveValue('mail.example.org')
  await expect(dialog.getByRole('textbox', { name: 'Value of PASSWORD' })).toHaveCSS(
    '-webkit-text-security',
    'disc',
  )
  await dialog.getByRole('button', { name: 'Show the value of PASSWORD' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Value of PASSWORD' })).toHaveCSS(
    '-webkit-text-security',
    'none',
  )
  await dialog.getByText('The same on the command line').click()
  await expect(dialog.getByText('base64 < ./PASSWORD')).toBeVisible()
  await expectReadable(page)
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('alert')).toHaveText('What you typed is kept nowhere.')
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.getByRole('button', { name: 'Make the secret' }).click()

  const row = page.getByRole('row', { name: /mail-relay/ })
  await expect(row).toContainText('HOST, PASSWORD')
  await row.getByRole('link', { name: 'mail-relay' }).click()
  await expect(page).toHaveURL(/secrets\?secret=mail-relay$/)
  const panel = page.getByRole('region', { name: 'mail-relay' })
  await expect(panel).toContainText('Hidden, 17 bytes')
  await expect(page.getByText('wren-in')).toHaveCount(0)
  await panel.getByRole('button', { name: 'Show the value of PASSWORD' }).click()
  await expect(panel.getByRole('group', { name: 'PASSWORD' })).toHaveText('wren-in\nthe hedge')
  await expectReadable(page)
  await expectNarrow(page)

  const other = await otherPage(browser, server, 'oliver', '/projects/kept-quiet/secrets')
  await expect(other.getByText('There is no secret in this project')).toBeVisible()
  await expect(other.getByRole('button', { name: 'New secret' }).first()).toHaveAccessibleDescription(
    /You may not create secrets in project kept-quiet: .*role user/,
  )

  await panel.getByRole('button', { name: 'Edit' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit secret mail-relay' })
  await editing.getByRole('textbox', { name: 'Value of HOST' }).fill('relay.example.org')
  await editing.getByLabel('Who may read it').selectOption('Everybody in the project')
  await editing.getByRole('button', { name: 'Save' }).click()
  await expect(editing).toHaveCount(0)
  // Who may read it from now on sees it without a reload.
  await other.getByRole('link', { name: 'mail-relay' }).click()
  await expect(other.getByRole('region', { name: 'mail-relay' })).toContainText('Hidden, 17 bytes')
  await expect(other.getByRole('button', { name: 'Edit' })).toHaveAccessibleDescription(/You may not change/)
  await other.context().close()

  await panel.getByRole('button', { name: 'Delete' }).click()
  const deletion = page.getByRole('dialog', { name: 'Delete secret mail-relay?' })
  await expect(deletion).toContainText('2 values: HOST and PASSWORD.')
  await deletion.getByLabel('Type mail-relay to confirm').fill('mail-relay')
  await deletion.getByRole('button', { name: 'Delete secret' }).click()
  await expect(page.getByText('There is no secret in this project')).toBeVisible()
  expect(await api.has(projectSecret, 'mail-relay', projectNamespace('kept-quiet'))).toBe(false)

  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage].map(Object.entries)))
  expect([...written, kept].filter((text) => /wren-in|example\.org/.test(text))).toEqual([])
  expect(refused).toEqual([])
})
