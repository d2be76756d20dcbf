import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { kubectlAs } from '#e2e/support/kubectl.ts'
import type { Page } from '@playwright/test'
import { countClicks } from './count-clicks.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'
import { endSession, managementApi, type ManagementApi } from './management-api.ts'

test.use({ seed: 'people' })

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

const stock = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`

/** Nothing that anybody would miss, and it holds its namespace when that is deleted. */
const held = `
apiVersion: v1
kind: ConfigMap
metadata: {name: held, finalizers: [example.com/hold]}
`

/** Each worker has a server of its own, in which the first test makes them. */
test.beforeEach(async ({ api }) => {
  if (await api.has(virtualClusterTemplate, 'plain')) return
  await api.create(virtualClusterTemplate, { name: 'plain', spec: { template: {} } })
  await api.create(spaceTemplate, { name: 'stocked', spec: { template: { objects: stock } } })
  await api.create(spaceTemplate, { name: 'held', spec: { template: { objects: held } } })
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
  // A shell is the other way to a first kubectl, and within the bar even after this one.
  await page.getByRole('button', { name: 'Shell', exact: true }).click()
  const shell = page.getByRole('tab', { name: /^kubectl · dev/ })
  await expect(shell).toHaveAccessibleName(/, (open|not possible here)$/)
  expect(await clicks()).toBe(5)

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
  context,
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
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Processors' })).toBeFocused()
  await expect(page.getByRole('textbox', { name: 'Branch' })).toHaveValue('main')
  await endSession(server, await context.cookies())
  await expect(page.getByText('Your session has ended. Sign in to go on where you were.')).toBeVisible()
  await page.getByLabel('User name').fill('maya')
  await page.getByLabel('Password').fill(server.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/projects\/typed\/new\/space$/)
  await expect(page.getByText(/was kept and is here again/)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Branch' })).toHaveValue('main')
  await expect(page.getByRole('textbox', { name: 'Processors' })).toHaveValue('3')
  // Passwords are not kept.
  await expect(page.getByLabel('Password')).toHaveValue('')
  await page.getByLabel('Version').selectOption('1.0.0')
  await expect(page.getByRole('region', { name: 'Quota afterwards' })).toContainText('this space fits')
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByText('This space is ready to be used.')).toBeVisible({ timeout: 40_000 })
})

const only = (name: string) => ({ allowedTemplates: [{ ...any, kind: 'SpaceTemplate', name }] })

/** Goes on with the key until the control is reached, as somebody without a pointer does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const control = page.getByRole('button', { name, exact: true })
  for (let steps = 0; steps < 40; steps += 1) {
    if (await control.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the key does not lead to ${name}`)
}

test('a space is made and deleted with the keyboard alone', async ({ page, server, api }) => {
  await api.createProject('keys', { 'user:maya': 'user' }, only('stocked'))
  await signIn(page, server, 'maya')
  await page.goto('/projects/keys/spaces')
  await expect(page.getByText('There is no space in this project that you may see')).toBeVisible()
  await tabTo(page, 'New space')
  await page.keyboard.press('Enter')
  const name = page.getByRole('textbox', { name: /^Name/ })
  await expect(name).toBeFocused()
  await page.keyboard.type('My shop')
  await expect(name).toHaveAccessibleDescription('Only lower-case letters, digits and hyphens.')
  await tabTo(page, 'Use my-shop')
  await page.keyboard.press('Enter')
  await expect(name).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/projects\/keys\/spaces\/my-shop$/)
  await expect(page.getByText('This space is ready to be used.')).toBeVisible({ timeout: 40_000 })

  await tabTo(page, 'Delete')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Delete space my-shop?' })
  await expect(dialog).toContainText('with 1 pod and 1 stored volume of 1Gi.')
  await expect(dialog.getByLabel('Type my-shop to confirm')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Delete' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Type my-shop to confirm')).toBeFocused()
  await page.keyboard.type('my-shop')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/projects\/keys\/spaces$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByText('There is no space in this project that you may see')).toBeVisible()
})

test('a name that is taken is said at its field, and one called new has a page', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('names', { 'user:maya': 'user' }, only('held'))
  const maya = await managementApi(server, 'maya')
  await maya.create(spaceInstance, {
    name: 'new',
    namespace: projectNamespace('names'),
    spec: { templateRef: { name: 'held' } },
  })
  await signIn(page, server, 'maya')
  await page.goto('/projects/names/new/space')
  const name = page.getByRole('textbox', { name: /^Name/ })
  await name.fill('new')
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(name).toHaveAccessibleDescription(/name is taken|has this name/)
  await expect(name).toBeFocused()
  await page.getByRole('button', { name: 'Use new-2' }).click()
  await expect(name).toHaveValue('new-2')
  await expect(name).not.toHaveAttribute('aria-invalid', 'true')

  await page.goto('/projects/names/spaces/new')
  await expect(page.getByText('This space is ready to be used.')).toBeVisible({ timeout: 40_000 })
  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete space new?' })
  await expect(dialog).toContainText('with nothing running or stored in it.')
  // Nothing is lost with it, so nothing has to be typed.
  await dialog.getByRole('button', { name: 'Delete space' }).click()
  await expect(page.getByRole('row', { name: /\bnew / })).toContainText('Deleting')
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

test('the form has no barrier in light and dark, and fits into a narrow window', async ({
  page,
  server,
  api,
}) => {
  await api.createProject('clear', { 'user:maya': 'user' }, plainOnly)
  await signIn(page, server, 'maya', '/projects/clear/new/space')
  await page.getByText('Advanced: owner and cluster').click()
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByText('A name is needed.').first()).toBeVisible()
  await expectReadable(page)
  await expectNarrow(page)
})
