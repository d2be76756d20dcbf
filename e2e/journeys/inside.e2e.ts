import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { collectionPath, managementPrefix } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { kubectlAs } from '#e2e/support/kubectl.ts'
import { inProject, signIn as signInByPassword } from '#e2e/support/people.ts'
import { expectReadable } from './expect-readable.ts'
import { expect, otherPage, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

const greedy = `controlPlane:
  statefulSet:
    resources:
      requests:
        cpu: "512"
`

/** Each worker has a server of its own, in which the first test makes them. */
test.beforeEach(async ({ api }) => {
  if (await api.has(virtualClusterTemplate, 'greedy')) return
  await api.create(virtualClusterTemplate, { name: 'inside', spec: { template: {} } })
  const template = { helmRelease: { values: greedy } }
  await api.create(virtualClusterTemplate, { name: 'greedy', spec: { template } })
})

test('what kubectl starts in a virtual cluster appears on its pages, and on its host', async ({
  page,
  server,
  api,
  browser,
}) => {
  // A virtual cluster begins, and pods begin in it, twice: longer than a journey mostly is.
  test.setTimeout(120_000)
  await api.createProject('inner', { 'user:maya': 'user', 'user:grace': 'user' })
  const maya = await managementApi(server, 'maya')
  await maya.create(virtualClusterInstance, {
    name: 'dev',
    namespace: projectNamespace('inner'),
    spec: {
      owner: { user: 'maya' },
      templateRef: { name: 'inside' },
      extraAccessRules: [{ users: ['grace'], clusterRole: 'view' }],
    },
  })
  const refusals: string[] = []
  page.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url())
  })
  await signIn(page, server, 'maya', '/projects/inner/virtualclusters/dev/pods')
  await expect(page.getByText('Nothing runs in this virtual cluster yet')).toBeVisible({ timeout: 40_000 })
  const tabs = page.getByRole('navigation', { name: 'Virtual cluster dev' })
  await tabs.getByRole('link', { name: 'Host pods' }).click()
  const pods = page.getByRole('grid', { name: 'pods' })
  await expect(pods.getByRole('row', { name: /\bdev-0/ })).toContainText('Running')

  const person = await inProject(server, await signInByPassword(server, 'maya'), {
    project: 'inner',
    virtualCluster: 'dev',
  })
  const kubectl = await kubectlAs(person)
  const image = ['--image=nginx', '--replicas=2']
  expect(await kubectl.run(['create', 'deployment', 'web', ...image])).toMatchObject({ code: 0 })
  const synced = pods.getByRole('row', { name: /\bweb-.*-x-default-x-dev/ })
  await expect(synced).toHaveCount(2)
  await expect(synced.first()).toContainText('Running')
  await tabs.getByRole('link', { name: 'Pods', exact: true }).click()
  await expect(pods.getByRole('row', { name: /\bweb-/ })).toHaveCount(2)
  await kubectl.run(['scale', 'deployment/web', '--replicas=1'])
  await expect(pods.getByRole('row', { name: /\bweb-/ })).toHaveCount(1)

  await pods.getByRole('row', { name: /\bweb-/ }).click()
  await expect(page).toHaveURL(/\?pod=default%2Fweb-/)
  const details = page.getByRole('region', { name: /^web-/ })
  await expect(details).toContainText('nginx')
  await expect(details).toContainText('Started')
  await expectReadable(page)
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()

  await tabs.getByRole('link', { name: 'Events', exact: true }).click()
  const events = page.getByRole('grid', { name: 'events' })
  await expect(events.getByRole('row').nth(1)).toContainText(/Killing|SuccessfulDelete|ScalingReplicaSet/)
  await kubectl.run(['set', 'image', 'deployment/web', 'nginx=registry.invalid/none:1'])
  await expect(events.getByRole('row', { name: /Warning.*(Failed|BackOff)/ }).first()).toBeVisible()
  expect(refusals).toEqual([])

  // Who may only look inside is not led to the host, and told so there.
  const address = '/projects/inner/virtualclusters/dev/pods?filter=ImagePull'
  const grace = await otherPage(browser, server, 'grace', address)
  grace.on('response', (response) => {
    if (response.status() === 403) refusals.push(response.url())
  })
  await expect(grace.getByRole('row', { name: /\bweb-/ })).toContainText(/ErrImagePull|ImagePullBackOff/)
  await expect(grace.getByRole('link', { name: 'Host pods' })).toHaveCount(0)
  await grace.goto('/projects/inner/virtualclusters/dev/host')
  await expect(grace.getByText('You may not see the pods here')).toBeVisible()
  expect(refusals).toEqual([])
  await grace.context().close()

  // How they are is a picture, of which each part leads to those pods.
  await tabs.getByRole('link', { name: 'Overview' }).click()
  const picture = page.getByRole('region', { name: /^Pods/ })
  await expect(picture.getByRole('img')).toHaveAccessibleName(/^Pods by state: .*\d failing/)
  await expectReadable(page)
  await picture.getByRole('link', { name: /failing/ }).click()
  await expect(page).toHaveURL(/\/pods\?filter=status%3Afailing$/)
  await expect(pods.getByRole('row', { name: /\bweb-/ })).toContainText(/ErrImagePull|ImagePullBackOff/)

  // Of what is deleted under an open page, nothing more is asked.
  await tabs.getByRole('link', { name: 'Host pods' }).click()
  await expect(pods.getByRole('row', { name: /\bdev-0/ })).toBeVisible()
  const failures: string[] = []
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`)
  })
  const path = `${collectionPath(virtualClusterInstance, projectNamespace('inner'))}/dev`
  await page.request.delete(`${managementPrefix}${path}`, { headers: { origin: server.http } })
  await expect(page.getByText('There is nothing to see any more')).toBeVisible({ timeout: 30_000 })
  await expect(tabs.getByRole('link', { name: 'Host pods' })).toBeVisible()
  await tabs.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('alert')).toContainText('This virtual cluster was deleted')
  await expect(page.getByRole('region', { name: 'About' })).toBeVisible()
  for (const name of ['Status', 'Work in it']) await expect(page.getByRole('region', { name })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Copy .* command/ })).toHaveCount(0)
  expect(failures).toEqual([])
})

test('a control plane that no node takes says so, and what to do', async ({ page, server, api }) => {
  await api.createProject(
    'crowded',
    { 'user:maya': 'user' },
    { quotas: { project: { virtualclusterinstances: '3' } } },
  )
  const maya = await managementApi(server, 'maya')
  await maya.create(virtualClusterInstance, {
    name: 'huge',
    namespace: projectNamespace('crowded'),
    spec: { owner: { user: 'maya' }, templateRef: { name: 'greedy' } },
  })
  await signIn(page, server, 'maya', '/projects/crowded/virtualclusters/huge')
  const status = page.getByRole('region', { name: 'Status' })
  await expect(status).toContainText(/Unschedulable: 0\/\d nodes are available: \d Insufficient cpu/, {
    timeout: 30_000,
  })
  await expect(status).toContainText(
    /No node of cluster \S+ takes the pod of its control plane\. Ask for less/,
  )
  await expect(page.getByRole('region', { name: 'Usage' })).toContainText('1 of 3, 2 left')
  const tabs = page.getByRole('navigation', { name: 'Virtual cluster huge' })
  await tabs.getByRole('link', { name: 'Pods', exact: true }).click()
  await expect(page.getByText('The Kubernetes API of this virtual cluster does not answer yet')).toBeVisible()
  await tabs.getByRole('link', { name: 'Host pods' }).click()
  await expect(page.getByRole('row', { name: /\bhuge-0/ })).toContainText('Unschedulable')
  await tabs.getByRole('link', { name: 'Host events' }).click()
  await expect(page.getByRole('row', { name: /FailedScheduling/ }).first()).toContainText('Insufficient cpu')
})
