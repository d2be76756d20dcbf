import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { signIn } from '#e2e/support/people.ts'
import { startServer, until, type TestServer } from '#e2e/support/server.ts'

/** Real kubectl on the management API, as an administrator and as a developer of the demo. */

let server: TestServer
let admin: Kubectl
let maya: Kubectl

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  admin = await kubectlAs(await signIn(server, 'admin'))
  maya = await kubectlAs(await signIn(server, 'maya'))
})
afterAll(() => server.dispose())

const manifest = (name: string, displayName: string, more = '') => `apiVersion: management.loft.sh/v1
kind: Team
metadata:
  name: ${name}
spec:
  displayName: ${displayName}
${more}`

test('get prints the columns of the kind, and a developer sees what they may see', async () => {
  const all = await admin.run(['get', 'teams'])
  expect(all.stderr).toBe('')
  expect(all.stdout.split('\n')[0]).toMatch(/^NAME\s+DISPLAY NAME\s+AGE$/)
  expect(all.stdout.trim().split('\n')).toHaveLength(6)
  const some = await maya.run(['get', 'teams', '-o', 'name'])
  expect(some.stdout.trim().split('\n')).toEqual([
    'team.management.loft.sh/checkout',
    'team.management.loft.sh/mobile',
  ])
  const people = await maya.run(['get', 'users', '-o', 'jsonpath={.items[*].metadata.name}'])
  expect(people.stdout.split(' ')).toEqual(['aiko', 'elif', 'grace', 'jonas', 'maya', 'tomas'])
})

test('a developer gets no hint of what they may not see, and a reason for what they may not do', async () => {
  const hidden = await maya.run(['get', 'team', 'search'])
  expect(hidden).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('teams.management.loft.sh "search" not found'),
  })
  const refused = await maya.run(['delete', 'team', 'checkout'])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('User "loft:user:maya" cannot delete resource "teams"')
})

test('apply makes, changes and leaves alone; diff shows what would change', async () => {
  const file = (displayName: string) => ({ input: manifest('apply-team', displayName) })
  expect((await admin.run(['apply', '-f', '-'], file('First'))).stdout).toBe(
    'team.management.loft.sh/apply-team created\n',
  )
  expect((await admin.run(['apply', '-f', '-'], file('First'))).stdout).toBe(
    'team.management.loft.sh/apply-team unchanged\n',
  )
  const diff = await admin.run(['diff', '-f', '-'], file('Second'))
  expect(diff).toMatchObject({ code: 1, stdout: expect.stringContaining('+  displayName: Second') })
  expect((await admin.run(['apply', '-f', '-'], file('Second'))).stdout).toBe(
    'team.management.loft.sh/apply-team configured\n',
  )
  expect((await admin.run(['get', 'team', 'apply-team', '-o', 'jsonpath={.spec.displayName}'])).stdout).toBe(
    'Second',
  )
})

test('apply refuses a field that does not exist, and says which', async () => {
  const wrong = await admin.run(['apply', '-f', '-'], {
    input: manifest('wrong-team', 'x', '  displayNane: typo\n'),
  })
  expect(wrong.code).toBe(1)
  expect(wrong.stderr).toContain('unknown field "spec.displayNane"')
})

test('server-side apply names the manager in a conflict', async () => {
  const ours = await admin.run(['apply', '--server-side', '-f', '-'], { input: manifest('ssa-team', 'Ours') })
  expect(ours.stdout).toBe('team.management.loft.sh/ssa-team serverside-applied\n')
  const theirs = await admin.run(['apply', '--server-side', '--field-manager=other', '-f', '-'], {
    input: manifest('ssa-team', 'Theirs'),
  })
  expect(theirs.code).toBe(1)
  expect(theirs.stderr).toContain('conflict with "kubectl": .spec.displayName')
  const forced = await admin.run(
    ['apply', '--server-side', '--force-conflicts', '--field-manager=other', '-f', '-'],
    { input: manifest('ssa-team', 'Theirs') },
  )
  expect(forced.code).toBe(0)
})

test('explain tells of the kind and its fields', async () => {
  const kind = await admin.run(['explain', 'team'])
  expect(kind.stdout).toMatch(/GROUP:\s+management\.loft\.sh\nKIND:\s+Team\nVERSION:\s+v1/)
  const spec = await admin.run(['explain', 'team.spec'])
  expect(spec.stdout).toContain('displayName\t<string>')
  expect(spec.stdout).toContain('The name that people read.')
  expect(spec.stdout).toContain('DESCRIPTION:\n    What is wanted of it.')
  const keys = await admin.run(['explain', 'oak.spec', '--recursive'])
  expect(keys.stdout).toContain('ttlAfterLastActivity')
  expect((await admin.run(['explain', 'team.spec.nothing'])).stderr).toContain('does not exist')
})

test.each([
  ['proj', 'projects'],
  ['si', 'spaceinstances'],
  ['st', 'spacetemplates'],
  ['vci', 'virtualclusterinstances'],
  ['vct', 'virtualclustertemplates'],
])('get %s is get %s', async (short, plural) => {
  const listed = await admin.run(['get', short, '-A', '-o', 'name'])
  expect(listed.code).toBe(0)
  expect(listed).toEqual(await admin.run(['get', plural, '-A', '-o', 'name']))
})

test('keys of your own have a short name as well', async () => {
  const keys = await maya.run(['get', 'oak', '-o', 'name'])
  expect(keys.stdout).toMatch(/^ownedaccesskey\.management\.loft\.sh\//)
})

test('edit opens the object and sends back what changed', async () => {
  await admin.run(['apply', '-f', '-'], { input: manifest('edit-team', 'Before') })
  const editor = join(await mkdtemp(join(tmpdir(), 'aerie-editor-')), 'edit.sh')
  await writeFile(editor, '#!/bin/sh\nsed -i "s/displayName: Before/displayName: After/" "$1"\n')
  await chmod(editor, 0o755)
  const edited = await admin.run(['edit', 'team', 'edit-team'], { env: { KUBE_EDITOR: editor } })
  expect(edited.stdout).toBe('team.management.loft.sh/edit-team edited\n')
  expect((await admin.run(['get', 'team', 'edit-team', '-o', 'jsonpath={.spec.displayName}'])).stdout).toBe(
    'After',
  )
})

test('get -w shows a new team as it is made, to everybody who may see it', async () => {
  const [everything, mine] = [admin.follow(['get', 'teams', '-w']), maya.follow(['get', 'teams', '-w'])]
  await until(
    async () => everything.printed().includes('platform') && mine.printed().includes('mobile'),
    () => everything.printed() + mine.printed(),
  )
  await admin.run(['apply', '-f', '-'], { input: manifest('hidden-team', 'Hidden') })
  await admin.run(['apply', '-f', '-'], {
    input: manifest('shared-team', 'Shared', '  access:\n  - verbs: [get]\n    users: [maya]\n'),
  })
  await until(
    async () => everything.printed().includes('shared-team') && mine.printed().includes('shared-team'),
    () => `${everything.printed()}\n---\n${mine.printed()}`,
  )
  expect(everything.printed()).toContain('hidden-team')
  expect(mine.printed()).not.toContain('hidden-team')
  expect(
    mine
      .printed()
      .split('\n')
      .filter((line) => line.startsWith('NAME')),
  ).toHaveLength(1)
  await Promise.all([everything.stop(), mine.stop()])
})

test('patch, label, annotate, wait and delete do what they say', async () => {
  await admin.run(['apply', '-f', '-'], { input: manifest('verbs-team', 'Verbs') })
  expect((await admin.run(['label', 'team', 'verbs-team', 'tier=gold'])).stdout).toBe(
    'team.management.loft.sh/verbs-team labeled\n',
  )
  expect((await admin.run(['get', 'teams', '-l', 'tier=gold', '-o', 'name'])).stdout).toBe(
    'team.management.loft.sh/verbs-team\n',
  )
  expect((await admin.run(['annotate', 'team', 'verbs-team', 'a=b'])).code).toBe(0)
  const patched = await admin.run([
    'patch',
    'team',
    'verbs-team',
    '--type=json',
    '-p',
    '[{"op":"add","path":"/spec/users","value":["maya"]}]',
  ])
  expect(patched.stdout).toBe('team.management.loft.sh/verbs-team patched\n')
  const waited = await admin.run([
    'wait',
    '--for=jsonpath={.spec.users[0]}=maya',
    'team/verbs-team',
    '--timeout=10s',
  ])
  expect(waited.stdout).toContain('condition met')
  const deleted = await admin.run(['delete', 'team', 'verbs-team'])
  expect(deleted).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('team.management.loft.sh "verbs-team" deleted'),
  })
  expect((await admin.run(['get', 'team', 'verbs-team'])).code).toBe(1)
})

test('api-resources lists the kinds, and nothing that is not served here', async () => {
  const listed = await admin.run(['api-resources', '-o', 'name'])
  expect(listed.stdout).toContain('teams.management.loft.sh\n')
  expect(listed.stdout).toContain('users.management.loft.sh\n')
  expect(listed.stdout).not.toContain('pods')
  expect((await admin.run(['get', 'pods'])).stderr).toContain(
    `the server doesn't have a resource type "pods"`,
  )
  expect((await admin.run(['get', '--raw', '/api/v1/namespaces/aerie-system/secrets'])).code).toBe(1)
})

test('a key that is revoked ends a running watch within 5 s', async () => {
  const person = await signIn(server, 'lena')
  const lena = await kubectlAs(person)
  const watching = lena.follow(['get', 'teams', '-w'])
  await until(
    async () => watching.printed().includes('search'),
    () => watching.printed(),
  )
  await admin.run(['patch', 'user', 'lena', '--type=merge', '-p', '{"spec":{"disabled":true}}'])
  const started = Date.now()
  await until(
    async () => (await lena.run(['get', 'teams'])).stderr.includes('You must be logged in'),
    () => 'lena is still let in',
    5_000,
  )
  expect(Date.now() - started).toBeLessThan(5_000)
  await watching.stop()
})

test('impersonation is refused, and says what to do instead', async () => {
  const refused = await admin.run(['auth', 'can-i', 'get', 'teams', '--as', 'maya'])
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('impersonation is not offered through Aerie yet, use a kubeconfig of whom')
})

test('auth can-i answers as the API decides, and says why not', async () => {
  const asked = async (kubectl: Kubectl, ...args: string[]) => {
    const { stdout } = await kubectl.run(['auth', 'can-i', ...args])
    return stdout.trim()
  }
  expect(await asked(admin, 'delete', 'teams')).toBe('yes')
  expect(await asked(admin, '*', '*', '--all-namespaces')).toBe('yes')
  expect(await asked(maya, 'list', 'teams', '-n', 'anywhere')).toBe('yes')
  expect(await asked(maya, 'get', 'team/checkout')).toBe('yes')
  expect(await asked(maya, 'get', 'team/search')).toMatch(/^no - needs to be a member/)
  expect(await asked(maya, 'get', 'team/checkout', '--subresource=status')).toBe('yes')
  expect(await asked(admin, 'update', 'teams', '--subresource=scale')).toMatch(/^no - .*teams\/scale/)
  expect(await asked(maya, 'delete', 'team/checkout', '-A')).toMatch(/^no - .*platform admins have$/)
  expect(await asked(maya, 'get', '/apis')).toBe('yes')
  expect(await asked(maya, 'get', '/metrics')).toMatch(/^no - /)
  expect(await asked(maya, 'list', 'pods')).toMatch(/^no - the management API has no pods$/)
})

test('auth can-i --list tells what one may, and no more', async () => {
  const listed = async (kubectl: Kubectl, ...args: string[]) => {
    const { stdout, code } = await kubectl.run(['auth', 'can-i', '--list', '--no-headers', ...args])
    expect(code).toBe(0)
    return stdout.split('\n').map((line) => line.replace(/ +/g, ' ').trim())
  }
  const hers = await listed(maya)
  expect(hers).toContain('teams.management.loft.sh [] [] [list watch]')
  expect(hers).toContain('teams.management.loft.sh [] [checkout] [get]')
  expect(hers).toContain('selfsubjectreviews.authentication.k8s.io [] [] [create]')
  expect(hers.filter((line) => /^(teams|users)/.test(line)).join()).not.toContain('delete')
  expect(await listed(maya, '-n', 'anywhere')).toEqual(hers)
  expect((await listed(admin)).join()).toMatch(
    /teams\.management\.loft\.sh \[\] \[\] \[.*deletecollection.*\]/,
  )
})

test('auth whoami knows the person', async () => {
  const { stdout } = await maya.run(['auth', 'whoami', '-o', 'json'])
  expect(JSON.parse(stdout).status.userInfo).toMatchObject({
    username: 'loft:user:maya',
    groups: expect.arrayContaining(['loft:authenticated', 'loft:team:checkout']),
  })
  expect((await admin.run(['auth', 'whoami'])).stdout).toMatch(/Username +loft:user:admin/)
})
