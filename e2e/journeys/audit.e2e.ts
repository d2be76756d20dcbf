import { expect, signIn, startSession, test } from './fixtures.ts'

test.use({ seed: 'people' })

test('what was done is found with its result, opened, and told of while one looks', async ({
  page,
  server,
  api,
}) => {
  await api.createTeam('noted')
  await startSession(page, server)
  await page.goto('/audit?object=teams')
  const rows = page.getByRole('table', { name: 'audit' }).getByRole('row')
  await expect(rows.filter({ hasText: 'Made a team' }).first()).toContainText('Done (201)')

  await api.patchTeam('noted', { description: 'Changed.' })
  await page.getByRole('button', { name: /^\d+ newer entr/ }).click()
  const changed = rows.filter({ hasText: 'Changed team noted' }).first()
  // Entries are written before what they tell of is done; what came of it is filled in.
  await expect(changed).toContainText('Done (200)')
  await changed.getByRole('link', { name: 'Changed team noted' }).click()
  await expect(page).toHaveURL(/object=teams&entry=\d+/)
  const panel = page.getByRole('region', { name: 'Changed team noted' })
  await expect(panel).toContainText('"verb": "patch"')
  await panel.getByRole('link', { name: 'management' }).click()
  await expect(page).toHaveURL(/\/teams\/noted$/)

  await page.getByRole('link', { name: 'Administration' }).click()
  await expect(page.getByText('At least 8 characters.')).toBeVisible()
})

test('nobody else is offered the audit, and is told whom to ask without a refusal', async ({
  page,
  server,
}) => {
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refused.push(response.url())
  })
  await signIn(page, server, 'maya')
  const main = page.getByRole('navigation', { name: 'Main' })
  await expect(main.getByRole('link', { name: 'Teams' })).toBeVisible()
  await expect(main.getByRole('link', { name: 'Audit' })).toHaveCount(0)
  for (const path of ['/audit', '/admin']) {
    await page.goto(path)
    await expect(page.getByRole('alert')).toContainText('is not for you to see')
  }
  expect(refused).toEqual([])
})
