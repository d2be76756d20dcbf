import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { kubectlAs } from '#e2e/support/kubectl.ts'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, otherPage, signIn, test } from './fixtures.ts'
import { managementApi, type ManagementApi } from './management-api.ts'

test.use({ seed: 'demo' })

const parameters = [
  {
    variable: 'branch',
    label: 'Branch',
    required: true,
    validation: '^[a-z/]+$',
    placeholder: 'fix/rounding',
  },
  {
    variable: 'cpu',
    label: 'Processors',
    type: 'number',
    min: 1,
    max: 4,
    defaultValue: '2',
    section: 'Size',
  },
  { variable: 'memory', label: 'Memory', options: ['2Gi', '4Gi'], defaultValue: '4Gi', section: 'Size' },
  { variable: 'db.seeded', label: 'With sample data', type: 'boolean', defaultValue: 'true' },
  { variable: 'db.password', label: 'Password', type: 'password' },
  { variable: 'notes', label: 'Notes', type: 'multiline' },
]

/** Each worker has a server of its own, in which the first test makes them. */
test.beforeEach(async ({ api }) => {
  if (await api.has(virtualClusterTemplate, 'plain')) return
  await api.create(virtualClusterTemplate, { name: 'plain', spec: { template: {} } })
  const versions = ['1.0.0', '1.1.0'].map((version) => ({ version, template: {}, parameters }))
  await api.create(spaceTemplate, { name: 'asking', spec: { displayName: 'Asking', versions } })
})

const any = { group: 'storage.loft.sh' }
const plainOnly = {
  allowedTemplates: [
    { ...any, kind: 'VirtualClusterTemplate', name: 'plain' },
    { ...any, kind: 'SpaceTemplate', name: 'asking' },
  ],
}

/** Counts what the bar of a journey counts: presses of the pointer, and Enter or Space on a control. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { clicks: number }
    counted.clicks = 0
    document.addEventListener('pointerdown', () => (counted.clicks += 1), true)
    document.addEventListener(
      'keydown',
      ({ key, target }) => {
        const typing = target instanceof HTMLInputElement && target.type === 'text'
        if (key === 'Enter' || (key === ' ' && !typing)) counted.clicks += 1
      },
      true,
    )
  })
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks)
}

test('from home to kubectl in one’s own virtual cluster: five clicks and a name', async ({
  page,
  server,
  api,
  browser,
}) => {
  await api.createProject('alpha', { 'user:grace': 'user' }, { ...plainOnly, displayName: 'Alpha' })
  await api.createProject('beta', { 'user:grace': 'user' }, { ...plainOnly, displayName: 'Beta' })
  const other = await otherPage(browser, server, 'grace', '/projects/beta/virtualclusters')
  await expect(other.getByText('There is no virtual cluster in this project that you may see')).toBeVisible()

  await signIn(page, server, 'grace')
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  const clicks = await countClicks(page)
  await page.getByRole('button', { name: 'New virtual cluster' }).click()
  await page.getByRole('menuitem', { name: 'Beta' }).click()
  await expect(page.getByLabel('Name', { exact: false }).first()).toBeFocused()
  await page.keyboard.type('dev')
  await page.getByRole('button', { name: 'Create virtual cluster' }).click()
  await expect(page).toHaveURL(/\/projects\/beta\/virtualclusters\/dev$/)
  await expect(page.getByText('This virtual cluster is ready to be used.')).toBeVisible({ timeout: 40_000 })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download kubeconfig' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(await clicks()).toBeLessThanOrEqual(5)

  const kubeconfig = join(await mkdtemp(join(tmpdir(), 'aerie-journey-')), 'config')
  await writeFile(kubeconfig, text, { mode: 0o600 })
  const kubectl = await kubectlAs({ kubeconfig })
  expect(await kubectl.run(['get', 'namespaces', '-o', 'name'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('namespace/default'),
  })

  await expect(other.getByRole('row', { name: /dev/ })).toContainText('Ready')
  await other.context().close()
})

const byMaya = { owner: { user: 'maya' }, templateRef: { name: 'plain' } }

/** Makes virtual clusters as Maya does on a command line. */
async function makeWith(maya: ManagementApi, project: string, ...names: string[]): Promise<void> {
  for (const name of names)
    await maya.create(virtualClusterInstance, { name, namespace: projectNamespace(project), spec: byMaya })
}

test('what the quota has no room for is refused with the numbers, by the form and by the server', async ({
  page,
  server,
  api,
}) => {
  const quotas = { project: { virtualclusterinstances: '2' } }
  await api.createProject('tight', { 'user:maya': 'user' }, { ...plainOnly, quotas })
  const maya = await managementApi(server, 'maya')
  await makeWith(maya, 'tight', 'one')
  await signIn(page, server, 'maya', '/projects/tight/virtualclusters')
  await page.getByRole('button', { name: 'New virtual cluster' }).click()
  await page.getByRole('textbox', { name: /^Name/ }).fill('mine')
  const quota = page.getByRole('region', { name: 'Quota afterwards' })
  await expect(quota).toContainText('1 of 2 → 2 of 2')

  await makeWith(maya, 'tight', 'two')
  await expect(quota).toContainText('2 of 2 → 3 of 2, 1 over the limit')
  await expect(quota).toContainText('Most is used by you (2).')
  const create = page.getByRole('button', { name: 'Create virtual cluster' })
  await expect(create).toHaveAttribute('aria-disabled', 'true')
  await expect(create).toHaveAccessibleDescription(/no room: .*2 of 2 in use/)

  await page.locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit())
  await expect(page.getByText(/Nothing was made, for there was no room any more/)).toHaveText(
    /Virtual clusters of the project, 2 of 2 in use, most by maya \(2\)\.$/,
  )
  expect(await maya.has(virtualClusterInstance, 'mine', projectNamespace('tight'))).toBe(false)
})

test('a space is made from typed parameters, and what was typed is not lost', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('typed', { 'user:maya': 'user' }, plainOnly)
  await signIn(page, server, 'maya', '/projects/typed/new/space')
  await expect(page.getByRole('radio', { name: 'Asking' })).toBeChecked()
  await page.getByRole('textbox', { name: /^Name/ }).fill('room')
  await page.getByRole('textbox', { name: 'Processors' }).fill('9')
  await page.getByLabel('Password').fill('hush-hush')
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByText('Branch is required.').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Processors' })).toHaveAccessibleDescription(
    'Processors must be at most 4.',
  )
  const yaml = page.getByRole('region', { name: 'YAML of what will be sent' })
  await page.getByRole('textbox', { name: 'Branch' }).fill('main')
  await expect(yaml).toContainText('branch: main')
  await expect(yaml).toContainText('memory: 4Gi')
  await expect(yaml).not.toContainText('hush-hush')

  await server.stop()
  await page.getByRole('textbox', { name: 'Processors' }).fill('3')
  await server.start()
  await expect(page.getByRole('textbox', { name: 'Branch' })).toHaveValue('main')
  await page.reload()
  await expect(page.getByText(/was kept and is here again/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Processors' })).toHaveValue('3')
  // Passwords are not kept.
  await expect(page.getByLabel('Password')).toHaveValue('')
  await page.getByLabel('Version').selectOption('1.0.0')
  await expect(page.getByRole('region', { name: 'Quota afterwards' })).toContainText('this space fits')
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByText('This space is ready to be used.')).toBeVisible({ timeout: 40_000 })
})

test('who may not make one is told who can help, and so is who has no template', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('looking', { 'user:maya': 'viewer' }, plainOnly)
  await api.createProject('bare', { 'user:maya': 'user' }, { allowedTemplates: [] })
  await signIn(page, server, 'maya', '/projects/looking/spaces')
  await expect(page.getByRole('button', { name: 'New space' })).toHaveAccessibleDescription(
    /You may not create spaces in project looking: .*role/,
  )
  await page.goto('/projects/looking/new/space')
  await expect(page.getByRole('alert').first()).toContainText('You may not create spaces in project looking')
  await expect(page.getByRole('button', { name: 'Create space' })).toHaveAttribute('aria-disabled', 'true')
  await page.goto('/projects/bare/new/virtualcluster')
  await expect(page.getByText('This project allows no template for virtual clusters yet')).toBeVisible()
  await expect(page.getByText(/An admin of the project can add one/)).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the form has no barrier in ${colorScheme}, and fits into a narrow window`, async ({
    page,
    server,
    api,
  }) => {
    await page.emulateMedia({ colorScheme })
    const name = `clear-${colorScheme}`
    await api.createProject(name, { 'user:maya': 'user' }, plainOnly)
    await signIn(page, server, 'maya', `/projects/${name}/new/space`)
    await page.getByText('Advanced: owner and cluster').click()
    await page.getByRole('button', { name: 'Create space' }).click()
    await expect(page.getByText('A name is needed.').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    const wider = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    await expect.poll(wider).toBe(0)
  })
}
