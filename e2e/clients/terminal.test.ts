import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { clusterPrefix, collectionPath, managementPrefix, objectPath, spacePrefix } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { apiVersionOf } from '#kube/types.ts'
import { signIn, type Person } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'
import { attachShell, endShell, startShell, type Shell } from '#e2e/support/shell.ts'
import { helmPath, kubectlPath } from '#scripts/kubectl.ts'
import { openWorkshop } from '#server/terminal/workshop.ts'

/** Whether this machine lets programs be shut in: asked as the server asks. */
const tools = { KUBECTL_PATH: await kubectlPath(), HELM_PATH: (await helmPath()) ?? '' }
const folder = await mkdtemp(join(tmpdir(), 'aerie-probe-'))
const workshop = openWorkshop(folder, { ...process.env, ...tools })
const { possible } = await workshop.possibility()
await workshop.close()
await rm(folder, { recursive: true })

let server: TestServer
let admin: Person
let maya: Person

async function open(person: Person, target: string): Promise<Shell> {
  const { code, body } = await startShell(server, person, target)
  expect({ code, body }).toMatchObject({ code: 201 })
  return attachShell(server, person, body.id ?? '')
}

beforeAll(async () => {
  server = await startServer({ seed: 'people', env: tools })
  admin = await signIn(server, 'admin')
  maya = await signIn(server, 'maya')
}, 90_000)

afterAll(() => server.dispose())

test.runIf(!possible)('where no shell is possible, the server says what is missing', async () => {
  const { code, body } = await startShell(server, maya, managementPrefix)
  expect(code).toBe(501)
  expect(body.message).toMatch(/The server /)
})

test('a shell is for a place that one may use, and nobody else comes into it', async () => {
  expect((await fetch(`${server.http}/terminal`)).status).toBe(401)
  expect(await startShell(server, maya, '/kubernetes/cluster/nowhere')).toMatchObject({ code: 404 })
  expect(await startShell(server, maya, spacePrefix('nothing', 'here'))).toMatchObject({ code: 404 })
  expect(await startShell(server, maya, '/healthz')).toMatchObject({ code: 400 })
  await expect(attachShell(server, maya, 'made-up')).rejects.toThrow('404')
})

describe.runIf(possible)('in the sandbox', () => {
  test('kubectl has the rights of its person, and no more', async () => {
    const shell = await open(maya, managementPrefix)
    expect(await shell.run('kubectl auth whoami')).toContain('loft:user:maya')
    expect(await shell.run('kubectl get secrets -A')).toMatch(/forbidden|NotFound|doesn't have/i)
    const keys =
      'kubectl create -f - <<< \'{"apiVersion":"management.loft.sh/v1","kind":"OwnedAccessKey","metadata":{"name":"more"},"spec":{}}\''
    expect(await shell.run(keys)).toContain('scope')
    expect(await shell.run('helm version --short')).toMatch(/v4\.|not found/)
    expect(await endShell(server, maya, shell.id)).toBe(204)
    expect(await shell.closed).toBe(1000)
  })

  test('in a cluster its rights decide, too', async () => {
    const [mayas, admins] = [
      await open(maya, clusterPrefix('eu-west')),
      await open(admin, clusterPrefix('eu-west')),
    ]
    expect(await mayas.run('kubectl get nodes')).toContain('forbidden')
    expect(await admins.run('kubectl get nodes')).toContain('eu-west-node-1')
    await endShell(server, maya, mayas.id)
    await endShell(server, admin, admins.id)
  })

  test('it reaches neither files nor environment nor ports of the machine', async () => {
    const secret = createServer((_, response) => response.end('out-of-reach')).listen(0, '127.0.0.1')
    await once(secret, 'listening')
    const address = secret.address()
    const port = typeof address === 'object' ? address?.port : 0
    const shell = await open(maya, managementPrefix)
    expect(await shell.run(`ls ${server.dataDir}`)).toContain('No such file')
    expect(await shell.run('cat /etc/shadow /etc/hostname')).not.toContain('root:')
    expect(await shell.run("cat /proc/*/environ | tr '\\0' '\\n'")).not.toMatch(/AERIE_ADMIN|correct-horse/)
    expect(await shell.run(`exec 3<>/dev/tcp/127.0.0.1/${port} && cat <&3`)).toContain('refused')
    expect(await shell.run('exec 3<>/dev/tcp/1.1.1.1/443')).toMatch(/unreachable/i)
    expect(await shell.run('touch /usr/bin/x /x /etc/x')).toMatch(/Read-only|denied/)
    expect(await shell.run('grep -E "CapEff|NoNewPrivs" /proc/self/status')).toMatch(
      /CapEff:\s+0+\s+NoNewPrivs:\s+1/,
    )
    expect(await shell.run('ulimit -u; ulimit -n; ulimit -f')).toMatch(/512\s+256\s+32768/)
    await endShell(server, maya, shell.id)
    secret.close()
  })

  test('who comes back finds what was shown, and what runs went on', async () => {
    const shell = await open(maya, managementPrefix)
    await shell.run('here=still; echo before-$((20+3))')
    shell.leave()
    const again = await attachShell(server, maya, shell.id)
    await until(
      () => Promise.resolve(again.shown().includes('before-23')),
      () => again.shown(),
    )
    expect(await again.run('echo $here')).toContain('still')
    // The same sign-in in another window takes it over.
    const third = await attachShell(server, maya, shell.id)
    expect(await again.closed).toBe(4409)
    // Another sign-in of the same person does not.
    await expect(attachShell(server, await signIn(server, 'maya'), shell.id)).rejects.toThrow('404')
    await third.run('exit 3', /exit/)
    expect(await third.closed).toBe(1000)
    expect(third.status()?.details?.causes[0]?.message).toBe('3')
  })

  test('closing it ends all that runs in it', async () => {
    const shell = await open(maya, managementPrefix)
    await shell.run('sleep 987 & sleep 986 &')
    const running = processesOf('sleep\u000098')
    expect(running.length).toBe(2)
    expect(await endShell(server, maya, shell.id)).toBe(204)
    await until(
      () => Promise.resolve(running.every((pid) => !existsSync(`/proc/${pid}`))),
      () => String(running),
    )
  })

  test('it ends with the rights to its place, and with the sign-in', async () => {
    const namespace = projectNamespace('held')
    const members = [
      { kind: 'User', group: 'storage.loft.sh', name: 'maya', clusterRole: 'loft-management-project-user' },
    ]
    const spec = { allowedClusters: [{ name: '*' }], requireTemplate: { disabled: true }, members }
    const shared = { apiVersion: apiVersionOf(project), kind: project.kind, metadata: { name: 'held' }, spec }
    expect(await admin.ask('POST', collectionPath(project), shared)).toMatchObject({ code: 201 })
    const space = {
      apiVersion: apiVersionOf(spaceInstance),
      kind: spaceInstance.kind,
      metadata: { name: 'one' },
    }
    const mine = { ...space, spec: { owner: { user: 'maya' }, template: {} } }
    // The gateway hears of a member a moment after the project is made.
    await expect
      .poll(async () => (await maya.ask('POST', collectionPath(spaceInstance, namespace), mine)).code)
      .toBe(201)
    // Who may reach it is settled once it is there; what was opened before ends with that.
    await expect
      .poll(async () => (await maya.ask('GET', objectPath(spaceInstance, 'one', namespace))).body, {
        timeout: 30_000,
      })
      .toMatchObject({ status: { phase: 'Ready' } })
    const shell = await open(maya, spacePrefix('held', 'one'))
    const merge = { 'content-type': 'application/merge-patch+json' }
    const changed = await admin.ask('PATCH', objectPath(project, 'held'), { spec: { members: [] } }, merge)
    expect(changed.code).toBe(200)
    expect(await shell.closed).toBe(4401)

    const keys = '/apis/management.loft.sh/v1/ownedaccesskeys'
    const names = async (): Promise<string[]> => {
      const { items } = (await maya.ask('GET', keys)).body as { items: { metadata: { name: string } }[] }
      return items.map(({ metadata }) => metadata.name)
    }
    const before = await names()
    const own = await open(maya, managementPrefix)
    let made: string[] = []
    await expect
      .poll(async () => {
        made = (await names()).filter((name) => !before.includes(name))
        return made.length
      })
      .toBe(1)
    await maya.ask('DELETE', `${keys}/${made[0]}`)
    expect(await own.closed).toBe(4401)
  })

  test('nobody has more than eight', async () => {
    const person = await signIn(server, 'jonas')
    const ids: string[] = []
    for (let count = 0; count < 8; count += 1)
      ids.push((await startShell(server, person, managementPrefix)).body.id ?? '')
    const refused = await startShell(server, person, managementPrefix)
    expect(refused).toMatchObject({
      code: 429,
      body: { message: expect.stringContaining('8 kubectl shells') },
    })
    expect(await endShell(server, person, ids.pop() ?? '')).toBe(204)
    const next = await startShell(server, person, managementPrefix)
    expect(next.code).toBe(201)
    for (const id of [...ids, next.body.id ?? '']) await endShell(server, person, id)
  })
})

/** Processes whose command line begins so. */
function processesOf(begin: string): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(begin)
    } catch {
      return false
    }
  })
}
