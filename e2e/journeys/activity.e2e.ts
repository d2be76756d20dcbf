import { project } from '#api/kinds/project.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('an admin of a project sees what is done in it, and others are told who does', async ({
  page,
  browser,
  server,
  api,
}) => {
  await api.createProject('acted-on', { 'user:jonas': 'admin', 'user:maya': 'user' })
  await api.createProject('acted-elsewhere', { 'user:maya': 'admin' })
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url())
  })
  await signIn(page, server, 'jonas', '/audit')
  await page.getByRole('alert').getByRole('link', { name: 'Activity of acted-on' }).click()
  await expect(page).toHaveURL(/\/projects\/acted-on\/activity$/)
  await expect(page.getByText('Nothing was changed in this project yet')).toBeVisible()
  await expectReadable(page)

  await api.patch(project, { spec: { description: 'Elsewhere.' } }, 'acted-elsewhere')
  await api.patch(project, { spec: { description: 'Changed.' } }, 'acted-on')
  await page.getByRole('button', { name: '1 newer entry' }).click()
  const row = page.getByRole('table', { name: 'activity' }).getByRole('row').nth(1)
  await expect(row.getByRole('link', { name: 'admin' })).toHaveAttribute('href', '/users/admin')
  await row.getByRole('link', { name: 'Changed project acted-on' }).click()
  await expect(page).toHaveURL(/activity\?entry=\d+$/)
  const panel = page.getByRole('region', { name: 'Changed project acted-on' })
  await expect(panel).toContainText('"verb": "patch"')
  await expect(panel).not.toContainText(/127\.0\.0\.1|accessKey/)
  await panel.getByRole('button', { name: 'Close the details' }).click()
  await expectReadable(page)
  await expectNarrow(page)

  await page.getByLabel('Did', { exact: true }).selectOption('Deleted')
  await expect(page.getByText('Nothing was written that fits')).toBeVisible()
  await expect(page).toHaveURL(/activity\?verb=delete$/)
  expect(refused).toEqual([])

  const other = await otherPage(browser, server, 'maya', '/')
  const asked: string[] = []
  other.on('request', (request) => {
    if (request.url().includes('/api/audit')) asked.push(request.url())
  })
  await other.goto('/projects/acted-on/activity')
  await expect(other.getByRole('alert')).toContainText('is for admins of the project')
  await expect(other.getByRole('link', { name: 'Activity', exact: true })).toBeVisible()
  expect(asked).toEqual([])
  await other.context().close()
})
