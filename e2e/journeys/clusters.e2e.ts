import { cluster } from '#api/kinds/cluster.ts'
import { startGround, type TestGround } from '#e2e/support/ground.ts'
import { expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'

test.use({ seed: 'people' })

let ground: TestGround

test.beforeAll(async () => {
  ground = await startGround({ clusters: ['far'], nodes: 2 })
})

test.afterAll(() => ground.dispose())

test('a cluster is connected from its kubeconfig, looked at and disconnected', async ({
  page,
  server,
  api,
}) => {
  const kubeconfig = ground.kubeconfigs['far'] ?? ''
  await signIn(page, server, 'admin', '/clusters')
  await page.getByRole('button', { name: 'Connect a cluster' }).click()
  await page.getByLabel('Display name').fill('Far Away')
  const field = page.getByRole('textbox', { name: 'Kubeconfig' })
  await field.fill(kubeconfig.replace(/token: .*/, 'exec: {command: aws}'))
  await page.getByRole('button', { name: 'Connect cluster' }).click()
  const checks = page.getByRole('list', { name: 'Checks' })
  await expect(checks).toContainText('Failed: Kubeconfig can be used')
  await expect(checks).toContainText(/exec, which is refused/i)
  expect(await api.has(cluster, 'far-away')).toBe(false)

  await field.fill(kubeconfig)
  await page.getByRole('button', { name: 'Check only' }).click()
  await expect(page.getByText('All passed')).toBeVisible()
  await expect(checks.getByText('Passed: Token may do everything')).toBeVisible()
  await expectReadable(page)
  await page.getByRole('button', { name: 'Connect cluster' }).click()

  await expect(page.getByRole('heading', { name: 'Far Away', level: 1 })).toBeVisible()
  await expect(page.getByText('Online').first()).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('table', { name: 'Nodes' }).getByRole('row')).toHaveCount(3, {
    timeout: 20_000,
  })
  await expectReadable(page)

  // The same cluster under another name is the same cluster.
  await page.goto('/new/cluster')
  await page.getByLabel('Display name').fill('Twice')
  await field.fill(kubeconfig)
  await page.getByRole('button', { name: 'Connect cluster' }).click()
  await expect(checks).toContainText('It is connected already, as far-away')

  await page.goto('/clusters/far-away')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Nothing of Aerie’s is on it.')
  await dialog.getByLabel('Type far-away to confirm').fill('far-away')
  await dialog.getByRole('button', { name: 'Delete cluster' }).click()
  await expect(page).toHaveURL(/\/clusters$/)
  await expect(page.getByRole('row', { name: /far-away/ })).toHaveCount(0, { timeout: 20_000 })
})

test('who may not connect clusters is told who can', async ({ page, server }) => {
  await signIn(page, server, 'maya', '/new/cluster')
  await expect(page.getByRole('alert')).toContainText('You may not create clusters')
  await expect(page.getByRole('button', { name: 'Connect cluster' })).toBeDisabled()
  const answer = await page.request.post('/api/clusters/mine', {
    data: { kubeconfig: 'x' },
    headers: { origin: server.http },
  })
  expect(answer.status()).toBe(403)
})
