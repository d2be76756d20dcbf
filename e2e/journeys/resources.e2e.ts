import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { objectPath } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { inProject, signIn as signInByPassword, type Person } from '#e2e/support/people.ts'
import { until } from '#e2e/support/server.ts'
import { expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
    },
  },
}

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'orders.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Namespaced',
    names: { plural: 'orders', singular: 'order', kind: 'Order' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        additionalPrinterColumns: [{ name: 'Pieces', type: 'integer', jsonPath: '.spec.pieces' }],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { pieces: { type: 'integer' } } } },
          },
        },
      },
    ],
  },
}

const order = (name: string, pieces: number) => ({
  apiVersion: 'shop.example.com/v1',
  kind: 'Order',
  metadata: { name, namespace: 'default' },
  spec: { pieces },
})

async function made(person: Person, path: string, object: object): Promise<void> {
  const { code, body } = await person.ask('POST', path, object)
  expect(code, JSON.stringify(body)).toBe(201)
}

test('a developer looks at everything in a virtual cluster, custom kinds too, and is refused nothing', async ({
  page,
  server,
  api,
}) => {
  test.setTimeout(120_000)
  if (!(await api.has(virtualClusterTemplate, 'plain')))
    await api.create(virtualClusterTemplate, { name: 'plain', spec: { template: {} } })
  await api.createProject('browse', { 'user:maya': 'user' })
  const maya = await managementApi(server, 'maya')
  const namespace = projectNamespace('browse')
  await maya.create(virtualClusterInstance, {
    name: 'dev',
    namespace,
    spec: { owner: { user: 'maya' }, templateRef: { name: 'plain' } },
  })
  const refusals: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url())
  })

  await test.step('the kinds are there, and found by a short name', async () => {
    await signIn(page, server, 'maya', '/projects/browse/virtualclusters/dev/resources')
    await expect(page.getByRole('link', { name: 'ConfigMaps' })).toBeVisible({ timeout: 40_000 })
    await page.keyboard.press('/')
    await page.keyboard.type('deploy')
    await expect(page.getByRole('link', { name: 'ConfigMaps' })).toBeHidden()
    await page.keyboard.press('Enter')
    await expect(page.getByText('No Deployments in this virtual cluster')).toBeVisible()
  })
  const person = await signInByPassword(server, 'maya')
  const inside = await inProject(server, person, {
    project: 'browse',
    virtualCluster: 'dev',
  })

  await test.step('what is made appears, and opens with its pods', async () => {
    await made(inside, '/apis/apps/v1/namespaces/default/deployments', deployment)
    const row = page.getByRole('grid', { name: 'Deployments' }).getByRole('row', { name: /\bweb/ })
    await expect(row).toContainText('2/2')
    await row.getByRole('link', { name: 'web' }).click()
    await expect(page).toHaveURL(/\/resources\/apps\/v1\/deployments\/default\/web$/)
    await expect(page.getByRole('main')).toContainText('2 of 2 ready')
    const pods = page.getByRole('list', { name: 'Pods' }).getByRole('link')
    await expect(pods).toHaveCount(2)
    await expectReadable(page)
    await pods.first().click()
    await page.getByRole('link', { name: /^ReplicaSet web-/ }).click()
    await page.getByRole('link', { name: 'Deployment web' }).click()
  })

  await test.step('each part has an address, and a deletion is told', async () => {
    const tabs = page.getByRole('navigation', { name: 'Deployment web' })
    await tabs.getByRole('link', { name: 'Events' }).click()
    await expect(page.getByRole('main')).toContainText('ScalingReplicaSet')
    await tabs.getByRole('link', { name: 'YAML' }).click()
    await expect(page).toHaveURL(/\/web\/yaml$/)
    await expect(page.locator('.view-line', { hasText: 'replicas: 2' }).first()).toBeVisible()
    await expect(page.locator('.view-line', { hasText: 'managedFields' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Its replica sets with all their pods.')
    await expect(dialog).toContainText('kubectl delete deployments.apps web -n default')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await inside.ask('DELETE', '/apis/apps/v1/namespaces/default/deployments/web')
    await expect(page.getByRole('alert').filter({ hasText: 'This Deployment was deleted,' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Delete' })).toBeDisabled()
  })

  await test.step('a kind that somebody defines appears with its own columns', async () => {
    await page
      .getByRole('navigation', { name: 'Breadcrumbs' })
      .getByRole('link', { name: 'Resources' })
      .click()
    await expect(page.getByRole('link', { name: 'ConfigMaps' })).toBeVisible()
    await made(inside, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition)
    await page.getByRole('link', { name: 'Orders' }).click()
    const orders = '/apis/shop.example.com/v1/namespaces/default/orders'
    await until(
      async () => (await inside.ask('GET', orders)).code === 200,
      () => 'orders are not served',
    )
    await made(inside, orders, order('large', 100))
    await made(inside, orders, order('small', 9))
    const grid = page.getByRole('grid', { name: 'Orders' })
    await grid.getByRole('button', { name: 'Pieces' }).click()
    await expect(grid.getByRole('row').nth(1)).toContainText(/small.*9/)
    await expect(page).toHaveURL(/sort=pieces/)
    await grid.getByRole('link', { name: 'large' }).click()
    await expect(page.getByRole('region', { name: 'Spec' })).toContainText('100')
  })

  await test.step('a secret shows its values on demand', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key' },
      stringData: { word: 'swordfish' },
    }
    await made(inside, '/api/v1/namespaces/default/secrets', secret)
    await page.goto('/projects/browse/virtualclusters/dev/resources/core/v1/secrets/default/key')
    const data = page.getByRole('region', { name: 'Data' })
    await expect(data).toContainText('Hidden, 9 bytes')
    await expect(data).not.toContainText('swordfish')
    await data.getByRole('button', { name: 'Show the value of word' }).click()
    await expect(data).toContainText('swordfish')
    await expectReadable(page)
  })

  await test.step('a cluster on which one has no rights of one’s own says so', async () => {
    const { body } = await person.ask('GET', objectPath(virtualClusterInstance, 'dev', namespace))
    const { cluster } = (body as { spec: { clusterRef: { cluster: string } } }).spec.clusterRef
    await page.goto(`/clusters/${cluster}`)
    await expect(page.getByRole('region', { name: 'About' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Resources' })).toHaveCount(0)
    await page.goto(`/clusters/${cluster}/resources`)
    await expect(page.getByText('You may not list anything in this whole cluster')).toBeVisible()
  })
  expect(refusals).toEqual([])
})
