import { afterAll, beforeAll, expect, test } from 'vitest'
import { kinds } from '#api/kinds.ts'
import { aggregatedType } from '#kube/discovery.ts'
import { isObject } from '#kube/json.ts'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { onManagementCluster } from '#e2e/support/management-cluster.ts'
import { signIn, type Person } from '#e2e/support/people.ts'
import { startServer, type TestServer } from '#e2e/support/server.ts'

/** What the management prefix says of itself: as the cluster says it of what is stored, and what is answered beside. */

let server: TestServer
let admin: Person
let kubectl: Kubectl
beforeAll(async () => {
  server = await startServer()
  admin = await signIn(server, 'admin')
  kubectl = await kubectlAs(admin)
})
afterAll(() => server.dispose())

const groupVersion = '/apis/management.loft.sh/v1'
const stored = new Set(kinds.map(({ plural }) => plural))

/** A document of the management cluster itself. */
function ofCluster(path: string, accept = 'application/json'): Promise<unknown> {
  return onManagementCluster(server, async (_, { dispatcher, origin, prefix, authorization }) => {
    const headers = { accept, ...(authorization === undefined ? {} : { authorization }) }
    const answer = await dispatcher.request({ origin, path: prefix + path, method: 'GET', headers })
    return answer.body.json()
  })
}

interface Listed {
  /** With a hash of what the store does with it. */
  resources: { name: string; storageVersionHash?: string }[]
}

test('discovery lists what is stored as the cluster does, with what is answered', async () => {
  const theirs = (await ofCluster(groupVersion)) as Listed
  const { body: ours } = (await admin.ask('GET', groupVersion)) as { body: Listed }
  expect(theirs.resources.map(({ name }) => name).filter((name) => stored.has(name))).toHaveLength(
    kinds.length,
  )
  expect(ours.resources).toEqual(
    expect.arrayContaining(
      theirs.resources.map((resource) => ({ ...resource, storageVersionHash: undefined })),
    ),
  )
  expect(ours.resources.map(({ name }) => name).filter((name) => !/^[a-z]+(\/status)?$/.test(name))).toEqual([
    'clusters/members',
    'projects/clusters',
    'projects/members',
    'projects/templates',
    'spaceinstances/kubeconfig',
    'teams/accesskeys',
    'users/accesskeys',
    'users/clusters',
    'users/permissions',
    'users/profile',
    'virtualclusterinstances/kubeconfig',
    'virtualclusterinstances/log',
  ])
})

interface Aggregated {
  items: {
    metadata: { name: string }
    versions: { version: string; resources: { resource: string; subresources?: object[] }[] }[]
  }[]
}

test('so does the aggregated document', async () => {
  const resourcesIn = (document: Aggregated) =>
    document.items.find(({ metadata }) => metadata.name === 'management.loft.sh')?.versions[0]?.resources ??
    []
  const theirs = resourcesIn((await ofCluster('/apis', aggregatedType)) as Aggregated)
  const answer = await admin.ask('GET', '/apis', undefined, { accept: aggregatedType })
  const ours = resourcesIn(answer.body as Aggregated)
  expect(theirs).toHaveLength(kinds.length)
  for (const { subresources = [], ...resource } of theirs) {
    const found = ours.find((one) => one.resource === resource.resource)
    expect(found).toMatchObject(resource)
    expect(found?.subresources).toEqual(expect.arrayContaining(subresources))
  }
})

interface OpenApi {
  paths: Record<string, unknown>
  components: { schemas: Record<string, unknown> }
}

test('OpenAPI describes what is stored as the cluster does, with what is answered', async () => {
  const theirs = (await ofCluster(`/openapi/v3${groupVersion}`)) as OpenApi
  const { body: ours } = (await admin.ask('GET', `/openapi/v3${groupVersion}`)) as { body: OpenApi }
  for (const [path, operations] of Object.entries(theirs.paths))
    expect(ours.paths[path], path).toEqual(operations)
  for (const [name, schema] of Object.entries(theirs.components.schemas))
    expect(ours.components.schemas[name], name).toEqual(schema)
  const added = Object.keys(ours.paths).filter(
    (path) => !(path in theirs.paths) && !path.includes('ownedaccesskeys'),
  )
  expect(added.map((path) => path.replace(groupVersion, '')).toSorted()).toEqual([
    '/clusters/{name}/members',
    '/namespaces/{namespace}/spaceinstances/{name}/kubeconfig',
    '/namespaces/{namespace}/virtualclusterinstances/{name}/kubeconfig',
    '/projects/{name}/clusters',
    '/projects/{name}/members',
    '/projects/{name}/templates',
    '/selfsubjectaccessreviews',
    '/selves',
    '/subjectaccessreviews',
    '/teams/{name}/accesskeys',
    '/users/{name}/accesskeys',
    '/users/{name}/clusters',
    '/users/{name}/permissions',
    '/users/{name}/profile',
  ])
})

/** Where a document refers to something in it. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  )
}

test('every reference of the document leads somewhere', async () => {
  const { body } = (await admin.ask('GET', `/openapi/v3${groupVersion}`)) as { body: OpenApi }
  const found = new Set(Object.keys(body.components.schemas).map((name) => `#/components/schemas/${name}`))
  expect([...new Set(references(body))].filter((to) => !found.has(to))).toEqual([])
})

test.each([
  [['explain', 'project.spec.members'], /KIND: +Project[^]*clusterRole/],
  [['explain', 'virtualclusterinstance.spec'], /templateRef/],
  [['explain', 'spaceinstances.status'], /phase/],
  [['explain', 'spacetemplate.spec.versions.parameters'], /defaultValue/],
  [['explain', 'cluster.status'], /online/],
  [['explain', 'selfsubjectaccessreview.spec', '--api-version=management.loft.sh/v1'], /resourceAttributes/],
  [['api-resources', '--namespaced=true', '-o', 'name'], /spaceinstances.management.loft.sh\nvirtualcluster/],
])('kubectl %j', async (args, printed) => {
  const { stdout, stderr } = await kubectl.run(args)
  expect(stderr).toBe('')
  expect(stdout).toMatch(printed)
})

test('kubectl says that there is no such kind', async () => {
  expect((await kubectl.run(['get', 'sharedsecrets'])).stderr).toContain(
    `error: the server doesn't have a resource type "sharedsecrets"`,
  )
  const unknown = 'apiVersion: management.loft.sh/v1\nkind: Nothing\nmetadata:\n  name: x\n'
  expect((await kubectl.run(['apply', '-f', '-'], { input: unknown })).stderr).toContain(
    'no matches for kind "Nothing" in version "management.loft.sh/v1"',
  )
  expect((await kubectl.run(['explain', 'nothing'])).stderr).toContain(
    `the server doesn't have a resource type "nothing"`,
  )
})
