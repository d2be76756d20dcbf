import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectSecret } from '#api/kinds/project-secret.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { kubectlAs, type Kubectl } from '#e2e/support/kubectl.ts'
import { signIn, type Person } from '#e2e/support/people.ts'
import { startServer, type TestServer } from '#e2e/support/server.ts'
import { member, projectOf } from '#e2e/support/tenancy.ts'

/** Secrets of a project, with real kubectl, as its admin, two users and a viewer, and as they lie on the disk. */

let server: TestServer
/** Admin of the project, two users of it and a viewer. */
let jonas: Person
let maya: Person
let tomas: Person
let oliver: Person
let kubectl: Kubectl

const project = 'hush'
const namespace = 'loft-p-hush'
const collection = collectionPath(projectSecret, namespace)
const path = (name: string) => objectPath(projectSecret, name, namespace)

beforeAll(async () => {
  server = await startServer({ seed: 'people' })
  const admin = await signIn(server, 'admin')
  const members = [
    member('User', 'jonas', 'admin'),
    member('User', 'maya', 'user'),
    member('User', 'tomas', 'user'),
    member('User', 'oliver', 'viewer'),
  ]
  await admin.ask('POST', '/apis/management.loft.sh/v1/projects', projectOf(project, { members }))
  const names = ['jonas', 'maya', 'tomas', 'oliver']
  ;[jonas, maya, tomas, oliver] = (await Promise.all(names.map((name) => signIn(server, name)))) as [
    Person,
    Person,
    Person,
    Person,
  ]
  kubectl = await kubectlAs(maya)
})
afterAll(() => server.dispose())

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const password = 'correct-battery-staple-hunter2'

const manifest = (name: string, spec: object = {}) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'ProjectSecret',
  metadata: { name, namespace },
  spec: { data: { PASSWORD: base64(password) }, ...spec },
})

const merge = { 'content-type': 'application/merge-patch+json' }

async function namesFor(person: Person): Promise<string[]> {
  const list = await person.ask('GET', collection)
  return list.body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)
}

test('kubectl makes one, which is theirs, shows no value in a table, and changes and deletes it', async () => {
  const applied = await kubectl.run(['apply', '-f', '-'], {
    input: JSON.stringify(manifest('registry', { displayName: 'Registry' })),
  })
  expect(applied.stderr).toBe('')
  expect(applied.stdout).toContain('projectsecret.management.loft.sh/registry created')
  const wide = await kubectl.run(['get', 'projectsecrets', '-n', namespace, '-o', 'wide'])
  expect(wide.stdout).toMatch(/^NAME +DISPLAY NAME +OWNER +AGE\nregistry +Registry +maya +\d+s\n$/)
  const read = await kubectl.run(['get', 'projectsecret', 'registry', '-n', namespace, '-o', 'json'])
  const { metadata, spec } = JSON.parse(read.stdout)
  expect(spec).toMatchObject({ owner: { user: 'maya' }, data: { PASSWORD: base64(password) } })
  expect(metadata.finalizers).toBeUndefined()
  const again = await kubectl.run(['apply', '-f', '-'], {
    input: JSON.stringify(manifest('registry', { displayName: 'Images' })),
  })
  expect(again.stdout).toContain('configured')
  expect((await maya.ask('GET', path('registry'))).body.spec.owner).toEqual({ user: 'maya' })
  const explained = await kubectl.run(['explain', 'projectsecret.spec.data'])
  expect(explained.stdout).toContain('The values by their keys, each in base64.')
  const deleted = await kubectl.run(['delete', 'projectsecret', 'registry', '-n', namespace])
  expect(deleted.stdout).toContain('"registry" deleted')
})

test('who is not its owner, admin or named in it does not see it', async () => {
  expect((await maya.ask('POST', collection, manifest('private'))).code).toBe(201)
  expect(await namesFor(maya)).toContain('private')
  expect(await namesFor(jonas)).toContain('private')
  for (const person of [tomas, oliver]) {
    expect(await namesFor(person)).toEqual([])
    for (const method of ['GET', 'DELETE']) expect((await person.ask(method, path('private'))).code).toBe(404)
    expect((await person.ask('PATCH', path('private'), { spec: { data: {} } }, merge)).code).toBe(404)
    const watched = await person.ask('GET', `${collection}?watch=true&timeoutSeconds=1`)
    expect(watched.body).not.toContain('private')
  }
  const { code } = await oliver.ask('POST', collection, manifest('of-a-viewer'))
  expect(code).toBe(403)
})

test('who is named in it has what that says, and gives no more to themselves or others', async () => {
  const access = [
    { verbs: ['get', 'use'], users: ['oliver'] },
    { verbs: ['update', 'patch'], users: ['tomas'] },
  ]
  expect((await maya.ask('POST', collection, manifest('shared', { access }))).code).toBe(201)
  expect((await oliver.ask('GET', path('shared'))).body.spec.data).toEqual({ PASSWORD: base64(password) })
  expect(await namesFor(oliver)).toEqual(['shared'])
  const change = { spec: { data: { MORE: base64('more') } } }
  expect((await oliver.ask('PATCH', path('shared'), change, merge)).code).toBe(403)
  expect((await tomas.ask('PATCH', path('shared'), change, merge)).code).toBe(200)
  for (const spec of [{ access: [] }, { owner: { user: 'tomas' } }])
    expect((await tomas.ask('PATCH', path('shared'), { spec }, merge)).code).toBe(403)
  expect((await tomas.ask('DELETE', path('shared'))).code).toBe(403)
  expect((await jonas.ask('PATCH', path('shared'), { spec: { owner: { user: 'tomas' } } }, merge)).code).toBe(
    200,
  )
  expect((await tomas.ask('DELETE', path('shared'))).code).toBe(200)
})

test('command-line clients ask for each whether they may use it', async () => {
  await maya.ask('POST', collection, manifest('asked-about'))
  const review = async (person: Person) => {
    const answer = await person.ask('POST', '/apis/management.loft.sh/v1/selfsubjectaccessreviews', {
      apiVersion: 'management.loft.sh/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          verb: 'use',
          group: 'management.loft.sh',
          version: 'v1',
          resource: 'projectsecrets',
          namespace,
          name: 'asked-about',
        },
      },
    })
    return answer.body.status.allowed
  }
  expect(await Promise.all([maya, jonas, tomas, oliver].map(review))).toEqual([true, true, false, false])
})

test('what one makes is for oneself, and of values that nobody could use none is repeated', async () => {
  const forOthers = await maya.ask('POST', collection, manifest('given', { owner: { user: 'tomas' } }))
  expect(forOthers.code).toBe(403)
  expect(forOthers.body.message).toContain('cannot set spec.owner')
  const plain = await maya.ask('POST', collection, manifest('plain', { data: { PASSWORD: password } }))
  expect(plain.code).toBe(422)
  expect(plain.body.message).toContain('must be base64')
  expect(JSON.stringify(plain.body)).not.toContain(password)
})

test('no value is readable on the disk, or anywhere that is written down', async () => {
  await kubectl.run(['apply', '-f', '-'], { input: JSON.stringify(manifest('on-disk')) })
  await maya.ask('PATCH', path('on-disk'), { spec: { data: { TWO: base64(password) } } }, merge)
  await server.stop()
  const files = await readdir(server.dataDir, { recursive: true, withFileTypes: true })
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
  )
  const written = [server.output(), ...texts]
  expect(written.some((text) => text.includes('projectsecrets/on-disk'))).toBe(true)
  for (const text of written) {
    expect(text.includes(password)).toBe(false)
    expect(text.includes(base64(password))).toBe(false)
  }
})
