import { readFile } from 'node:fs/promises'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { expect, signIn, test } from './fixtures.ts'
import { managementApi, type ManagementApi } from './management-api.ts'

test.use({ seed: 'people' })

const byMaya = { owner: { user: 'maya' }, templateRef: { name: 'journey' } }

test.beforeEach(({ api }) => createTemplates(api))

/** Each worker has a server of its own, in which the first test makes them. */
async function createTemplates(api: ManagementApi): Promise<void> {
  if (await api.has(spaceTemplate, 'journey')) return
  await api.create(virtualClusterTemplate, { name: 'journey', spec: { template: {} } })
  await api.create(spaceTemplate, { name: 'journey', spec: { template: {} } })
}

test('a virtual cluster appears, becomes ready step by step, is connected to and deleted', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('shop', { 'team:checkout': 'user' }, { displayName: 'Shop floor' })
  const maya = await managementApi(server, 'maya')
  await signIn(page, server, 'maya', '/projects')
  await page.getByRole('link', { name: 'shop', exact: true }).click()
  await expect(page.getByText('There is no virtual cluster in this project that you may see')).toBeVisible()

  const namespace = projectNamespace('shop')
  await maya.create(virtualClusterInstance, { name: 'dev', namespace, spec: byMaya })
  await page.getByRole('row', { name: /dev/ }).getByRole('link', { name: 'dev' }).click()
  await expect(page.getByRole('heading', { name: 'dev', level: 1 })).toBeVisible()
  const steps = page.getByRole('list', { name: 'What was done, in order' })
  await expect(page.getByText('This virtual cluster is ready to be used.')).toBeVisible({ timeout: 30_000 })
  await expect(steps.getByText('Done: Control plane runs')).toBeVisible()
  await expect(steps.getByText('Done: Kubernetes API answers')).toBeVisible()

  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect to dev' })
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download shop-dev.yaml' }).click()
  const kubeconfig = await readFile(await (await download).path(), 'utf8')
  expect(kubeconfig).toContain('/kubernetes/project/shop/virtualcluster/dev')
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Delete' }).click()
  // Nothing is in it, so nothing has to be typed.
  await page.getByRole('button', { name: 'Delete virtual cluster' }).click()
  await expect(page).toHaveURL(/\/projects\/shop\/virtualclusters$/)
  await expect(page.getByText('There is no virtual cluster in this project that you may see')).toBeVisible({
    timeout: 30_000,
  })
})

test('home shows what is one’s own and what wants to be looked at', async ({ page, server, api }) => {
  const quotas = { project: { spaceinstances: '1' } }
  await api.createProject('corner', { 'user:maya': 'user' }, { displayName: 'Corner', quotas })
  const namespace = projectNamespace('corner')
  const spec = { ...byMaya, displayName: 'Corner space' }
  await api.create(spaceInstance, { name: 'mine', namespace, spec })
  await signIn(page, server, 'maya')

  const spaces = page.getByRole('region', { name: /^My spaces/ })
  await expect(spaces.getByRole('link', { name: 'Corner space' })).toBeVisible()
  await expect(spaces.getByText('Ready').first()).toBeVisible({ timeout: 30_000 })
  const attention = page.getByRole('region', { name: /^Needs attention/ })
  await expect(attention.getByText('Spaces: 1 of 1, none left.')).toBeVisible()
  await page.getByRole('button', { name: 'Simulated clusters' }).click()
  await expect(page.getByRole('dialog', { name: 'Simulated clusters' })).toContainText(
    'quotas and rights are real',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Simulated clusters' })).toBeFocused()

  await attention.getByRole('link', { name: 'corner' }).click()
  const quotasTable = page.getByRole('table', { name: 'Quotas of the project' })
  await expect(quotasTable.getByRole('row', { name: /^Spaces/ })).toContainText('none left')
  await expect(page.getByRole('table', { name: 'Who uses the most' })).toContainText('Maya Lindqvist (you)')
})

test('one goes from project to project by keyboard, to the same part', async ({ page, server, api }) => {
  await api.createProject('near', { 'team:checkout': 'user' }, { displayName: 'Near by' })
  await api.createProject('far', { 'team:checkout': 'viewer' }, { displayName: 'Far away' })
  await signIn(page, server, 'maya', '/projects/near/members')
  await expect(page.getByRole('row', { name: /Maya Lindqvist/ })).toContainText('Team Checkout')

  await page.getByRole('button', { name: 'Project near: go to another project' }).press('Enter')
  await expect(page.getByRole('combobox', { name: 'Find a project' })).toBeFocused()
  await page.keyboard.type('away')
  await expect(page.getByRole('option')).toHaveText([/Far away/])
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/projects\/far\/members$/)
  await expect(page.getByRole('row', { name: /Maya Lindqvist/ })).toContainText('Viewer')

  // The one that was opened last is the first to go back to.
  await page.getByRole('button', { name: 'Project far: go to another project' }).press('Enter')
  await expect(page.getByRole('option').first()).toContainText('Near by')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Project far: go to another project' })).toBeFocused()

  await page
    .getByRole('navigation', { name: 'Project Far away' })
    .getByRole('link', { name: 'Quotas' })
    .click()
  await expect(page).toHaveURL(/\/quotas$/)
  await page.reload()
  await expect(page.getByRole('table', { name: 'Quotas of the project' })).toBeVisible()
})

test('who may only look is told why, and what of others they see', async ({ page, server, api }) => {
  await api.createProject('glass', { 'team:search': 'user', 'user:maya': 'viewer' })
  const namespace = projectNamespace('glass')
  const spec = {
    owner: { user: 'lena' },
    extraAccessRules: [{ users: ['maya'] }],
    templateRef: { name: 'journey' },
  }
  await api.create(spaceInstance, { name: 'shown', namespace, spec })
  await api.create(spaceInstance, { name: 'hidden', namespace, spec: { ...spec, extraAccessRules: [] } })
  await signIn(page, server, 'maya', '/projects/glass/spaces?filter=status:ready')
  const rows = page.getByRole('grid').getByRole('row')
  await expect(rows.filter({ hasText: 'shown' })).toBeVisible()
  // The head, and no other.
  await expect(rows).toHaveCount(2)

  await page.getByRole('button', { name: 'Actions for shown' }).click()
  await expect(page.getByRole('menuitem', { name: /^Delete/ })).toContainText(
    /You may not delete space shown in project glass: .*role admin/,
  )
  await page.keyboard.press('Escape')
  await page.goto('/projects/glass/spaces/hidden')
  await expect(page.getByRole('alert')).toContainText('There is nothing here')
})

test('users and clusters are there as far as one may see them', async ({ page, server, api }) => {
  await api.createProject('sighted', { 'user:maya': 'user' })
  await signIn(page, server, 'maya')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Users' }).click()
  await expect(page.getByRole('row', { name: /Jonas Weber/ })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Clusters' }).click()
  await expect(page.getByRole('row', { name: /us-east/ })).toContainText('Online')
})
