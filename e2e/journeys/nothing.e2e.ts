import { expect, signIn, test } from './fixtures.ts'

test('the four kinds of nothing say what to do next', async ({ page, server, api }) => {
  await signIn(page, server)
  for (const name of await api.teamNames()) await api.deleteTeam(name)

  await page.goto('/teams')
  await expect(page.getByText('There is no team yet')).toBeVisible()
  await page.getByRole('button', { name: 'New team' }).click()
  await expect(page.getByRole('heading', { name: 'New team' })).toBeVisible()

  await api.createTeam('lonely')
  await page.goto('/teams?filter=nobody')
  await expect(page.getByText('No teams match “nobody”')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expect(page.getByRole('row', { name: /lonely/ })).toBeVisible()

  await page.goto('/teams/not-there')
  await expect(page.getByRole('alert')).toContainText('There is nothing here')
  await page.goto('/no/such/page')
  await expect(page.getByText('There is no such page')).toBeVisible()
})

test('what is on the way is announced and then there', async ({ page, server, context }) => {
  await signIn(page, server, 'admin', '/new/team')
  await expect(page.getByRole('heading', { name: 'New team' })).toBeVisible()
  const network = await context.newCDPSession(page)
  const slow = { offline: false, latency: 3_000, downloadThroughput: -1, uploadThroughput: -1 }
  await network.send('Network.emulateNetworkConditions', slow)
  await page.getByRole('link', { name: 'Cancel' }).click()
  const bar = page.getByRole('progressbar', { name: 'Loading the page' })
  await expect(bar.or(page.getByRole('status', { name: 'Loading' })).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Teams', exact: true })).toBeVisible()
})
