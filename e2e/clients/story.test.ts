import { afterAll, beforeAll, expect, test } from 'vitest'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { inProject, onCluster, signIn } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

/** The story of the demo, as its people see it with kubectl: told beside everything else, once, whatever happens. */

let server: TestServer
let admin: Kubectl

/** As long as a busy machine may take to tell it all. */
const allTold = 120_000

/** Of everything but the two that fail, and the one that is deleted while the story is told. */
const ready = 16 + 9 - 2 - 1

beforeAll(async () => {
  server = await startServer({ seed: 'demo' })
  admin = await as('admin')
  await deleteWhileTold('tomas', 'payment-dev', 'loft-p-checkout')
  await server.stop('SIGKILL')
  await server.start()
  await until(
    async () => (await phases()).filter((phase) => phase === 'Ready').length === ready,
    () => `not all is told\n${server.output()}`,
    allTold,
  )
}, allTold + 60_000)

afterAll(() => server.dispose())

async function as(name: string): Promise<Kubectl> {
  return kubectlAs(await signIn(server, name))
}

/** Somebody changes their mind as soon as they have what they made. */
async function deleteWhileTold(name: string, space: string, namespace: string): Promise<void> {
  const owner = await as(name)
  const of = ['spaceinstance', space, '-n', namespace]
  await until(
    async () => (await owner.run(['get', ...of, '-o', 'jsonpath={.status.phase}'])).stdout === 'Ready',
    () => `${space} is never ready\n${server.output()}`,
  )
  const { code, stderr } = await owner.run(['delete', '--wait=false', ...of])
  expect(code, stderr).toBe(0)
}

/** The lines of what somebody gets. */
async function get(who: Kubectl, ...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await who.run(['get', '--no-headers', ...args])
  expect(code, stderr).toBe(0)
  return stdout.split('\n').filter(Boolean)
}

async function phases(): Promise<string[]> {
  const path = 'jsonpath={range .items[*]}{.status.phase}{"\\n"}{end}'
  const { stdout } = await admin.run(['get', 'spaceinstances,virtualclusterinstances', '-A', '-o', path])
  return stdout.split('\n').filter(Boolean)
}

test('all is there that is told of, and nothing of what was deleted meanwhile', async () => {
  expect(await get(admin, 'teams')).toHaveLength(5)
  expect(await get(admin, 'projects')).toHaveLength(6)
  expect(await get(admin, 'virtualclusterinstances', '-A')).toHaveLength(9)
  await until(
    async () => (await get(admin, 'spaceinstances', '-A')).length === 15,
    () => `what was deleted is still there, or again\n${server.output()}`,
  )
})

test('pods run by the hundred, but for those that cannot', async () => {
  const person = await signIn(server, 'admin')
  const clusters = await Promise.all(
    ['eu-west', 'us-east', 'staging'].map(async (name) => kubectlAs(await onCluster(server, person, name))),
  )
  let pods: string[] = []
  const of = (pattern: RegExp) => pods.filter((line) => pattern.test(line)).length
  await until(
    async () => {
      const all = await Promise.all(clusters.map((cluster) => get(cluster, 'pods', '-A')))
      pods = all.flat().filter((line) => /^\w+-[sv]-/.test(line))
      return (
        of(/ (\d+)\/\1 +Running /) >= 115 &&
        of(/ Completed /) >= 6 &&
        of(/ coupon-import-\S+ +0\/1 +CrashLoopBackOff /) === 1 &&
        of(/ suggest-model-\S+ +0\/1 +ImagePullBackOff /) === 1
      )
    },
    () => `this is how they are:\n${pods.join('\n')}`,
    allTold,
  )
  expect(pods.length).toBeGreaterThan(130)
}, 130_000)

test('what fails says why', async () => {
  const viktor = await as('viktor')
  const why = async (kind: string, name: string) => {
    const path = 'jsonpath={.status.phase} {.status.reason}: {.status.message}'
    return (await viktor.run(['get', kind, name, '-n', 'loft-p-data', '-o', path])).stdout
  }
  expect(await why('spaceinstance', 'batch')).toMatch(
    /^Failed ObjectNotAllowed: PriorityClass batch-low is in no namespace/,
  )
  expect(await why('virtualclusterinstance', 'training')).toMatch(
    /^Pending Unschedulable: 0\/3 nodes are available: 3 Insufficient cpu/,
  )
})

test('what fails is mended by those whose it is', async () => {
  const [viktor, nadia] = await Promise.all([as('viktor'), as('nadia')])
  const template = JSON.stringify({ spec: { template: { objects: '' } } })
  const less = JSON.stringify({ spec: { parameters: 'controlPlane:\n  cpu: 1\n' } })
  const patched = await Promise.all([
    viktor.run(['patch', 'spacetemplate', 'batch-space', '--type=merge', '-p', template]),
    nadia.run([
      'patch',
      'virtualclusterinstance',
      'training',
      '-n',
      'loft-p-data',
      '--type=merge',
      '-p',
      less,
    ]),
  ])
  expect(patched.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ])
  await until(
    async () => (await phases()).filter((phase) => phase === 'Ready').length === ready + 2,
    () => `not all is mended\n${server.output()}`,
    60_000,
  )
}, 70_000)

test('people see what is theirs, and one of them an operator at work', async () => {
  const maya = await signIn(server, 'maya')
  const names = await get(await kubectlAs(maya), 'projects', '-o', 'custom-columns=NAME:.metadata.name')
  expect(names).toEqual(['checkout', 'mobile', 'sandbox'])
  const cart = await kubectlAs(await inProject(server, maya, { project: 'checkout', space: 'cart-dev' }))
  expect((await get(cart, 'deployments', '-o', 'name')).sort()).toEqual(
    ['cart-api', 'carts', 'storefront'].map((name) => `deployment.apps/${name}`),
  )
  const samuel = await signIn(server, 'samuel')
  const lab = await inProject(server, samuel, { project: 'search', virtualCluster: 'operators' })
  expect(await get(await kubectlAs(lab), 'searchindexes', '-A')).toEqual([
    expect.stringMatching(/^catalogue +products +2 +de /),
  ])
})

test('the project at its quota takes no more, and a viewer changes nothing', async () => {
  const more = (namespace: string) => `apiVersion: management.loft.sh/v1
kind: VirtualClusterInstance
metadata: {name: one-more, namespace: ${namespace}}
spec: {templateRef: {name: virtual-cluster}}
`
  const create = ['create', '--validate=false', '-f', '-']
  const chloe = await (await as('chloe')).run(create, { input: more('loft-p-sandbox') })
  expect(chloe.stderr).toContain('the limit is 2, and 2 in use, most by user aiko (1), user daniel (1)')
  const oliver = await as('oliver')
  const shown = await get(oliver, 'spaceinstances', '-n', 'loft-p-checkout', '-o', 'name')
  expect(shown).toEqual(['spaceinstance.management.loft.sh/staging'])
  const refused = await oliver.run(create, { input: more('loft-p-checkout') })
  expect(refused.stderr).toContain('needs the role user in project checkout')
  await expect(signIn(server, 'elif')).rejects.toThrow('401')
})

test('no key is left with which it was told', async () => {
  const jonas = await as('jonas')
  const names = ['ownedaccesskeys', '-o', 'custom-columns=NAME:.spec.displayName']
  let left: string[] = []
  await until(
    async () => !(left = await get(jonas, ...names)).includes('The story of the demo'),
    () => `there are ${left.join(', ')}`,
    allTold,
  )
  expect(left).toContain('Command-line sign-in')
})
