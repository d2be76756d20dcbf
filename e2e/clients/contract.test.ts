import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kinds } from '#api/kinds.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { apiVersionOf } from '#kube/types.ts'
import { signIn, type Person } from '#e2e/support/people.ts'
import { startServer, type TestServer } from '#e2e/support/server.ts'

/** What every kind does, for somebody who may and for somebody who may not; a new kind is covered by being registered. */

/** A simulated cluster is no kinder than a real one: the second ground ends watches, answers 429 and is late. */
const grounds = [
  ['a kind ground', {}],
  ['an unkind ground', { AERIE_FAULTS: '7' }],
] as const

describe.each(grounds)('on %s', (_, env) => {
  let server: TestServer
  let admin: Person
  let maya: Person

  beforeAll(async () => {
    server = await startServer({ seed: 'demo', env })
    admin = await signIn(server, 'admin')
    maya = await signIn(server, 'maya')
  })
  afterAll(() => server.dispose())

  describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (__, kind) => {
    const path = (name: string) => objectPath(kind, name)
    const body = (name: string, spec: unknown = { displayName: 'As sent' }) => ({
      apiVersion: apiVersionOf(kind),
      kind: kind.kind,
      metadata: { name },
      spec,
    })
    const status = (code: number, reason: string) => expect.objectContaining({ kind: 'Status', code, reason })

    test('is created, read, listed and deleted', async () => {
      const made = await admin.ask('POST', collectionPath(kind), body('contract-one'))
      expect(made.code).toBe(201)
      expect(made.body.metadata).toMatchObject({
        name: 'contract-one',
        generation: 1,
        uid: expect.any(String),
      })
      expect((await admin.ask('GET', path('contract-one'))).body).toEqual(made.body)
      const list = await admin.ask('GET', collectionPath(kind))
      expect(list.body).toMatchObject({ kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind) })
      expect(list.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toContain(
        'contract-one',
      )
      expect((await admin.ask('DELETE', path('contract-one'))).body).toMatchObject({
        kind: 'Status',
        status: 'Success',
      })
      expect((await admin.ask('GET', path('contract-one'))).body).toEqual(status(404, 'NotFound'))
    })

    test('refuses the same name twice, a wrong type, an unknown field when strict, and a stale update', async () => {
      const made = await admin.ask('POST', collectionPath(kind), body('contract-two'))
      expect((await admin.ask('POST', collectionPath(kind), body('contract-two'))).body).toEqual(
        status(409, 'AlreadyExists'),
      )
      expect(
        (await admin.ask('POST', collectionPath(kind), body('contract-bad', { displayName: 5 }))).body,
      ).toEqual(status(422, 'Invalid'))
      const strict = `${collectionPath(kind)}?fieldValidation=Strict`
      expect((await admin.ask('POST', strict, body('contract-bad', { displayNane: 'x' }))).body).toEqual(
        status(400, 'BadRequest'),
      )
      const changed = { ...made.body, spec: { ...made.body.spec, displayName: 'Changed' } }
      expect((await admin.ask('PUT', path('contract-two'), changed)).code).toBe(200)
      expect((await admin.ask('PUT', path('contract-two'), { ...changed, spec: {} })).body).toEqual(
        status(409, 'Conflict'),
      )
      await admin.ask('DELETE', path('contract-two'))
    })

    test('is patched, and a null takes a field away', async () => {
      await admin.ask(
        'POST',
        collectionPath(kind),
        body('contract-three', { displayName: 'One', description: 'Two' }),
      )
      const merge = { 'content-type': 'application/merge-patch+json' }
      const patched = await admin.ask('PATCH', path('contract-three'), { spec: { description: null } }, merge)
      expect(patched.body.spec).toEqual({ displayName: 'One' })
      await admin.ask('DELETE', path('contract-three'))
    })

    test('tells a watch of what is made, changed and deleted', async () => {
      // An unkind ground ends watches and forgets what was: then a client lists and watches again.
      for (let attempt = 0; ; attempt++) {
        const name = `contract-four-${attempt}`
        const { resourceVersion } = (await admin.ask('GET', collectionPath(kind))).body.metadata
        await admin.ask('POST', collectionPath(kind), body(name))
        await admin.ask(
          'PATCH',
          path(name),
          { spec: { displayName: 'Again' } },
          { 'content-type': 'application/merge-patch+json' },
        )
        await admin.ask('DELETE', path(name))
        const since = `?watch=true&resourceVersion=${resourceVersion}&timeoutSeconds=1`
        const watched = await admin.ask('GET', collectionPath(kind) + since)
        const events = eventsIn(String(watched.body))
        if (attempt < 5 && (watched.code === 410 || events.some(({ type }) => type === 'ERROR'))) continue
        const mine = events.filter(({ object }) => object.metadata.name === name)
        expect(mine.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
        return
      }
    })

    test('is hidden from somebody without rights, who may not make one either', async () => {
      await admin.ask('POST', collectionPath(kind), body('contract-five'))
      expect((await maya.ask('GET', path('contract-five'))).body).toEqual(status(404, 'NotFound'))
      expect((await maya.ask('DELETE', path('contract-five'))).body).toEqual(status(404, 'NotFound'))
      expect((await maya.ask('POST', collectionPath(kind), body('contract-six'))).body).toEqual(
        status(403, 'Forbidden'),
      )
      const list = await maya.ask('GET', collectionPath(kind))
      expect(list.code).toBe(200)
      expect(list.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).not.toContain(
        'contract-five',
      )
      await admin.ask('DELETE', path('contract-five'))
    })

    test('can be generated a name for', async () => {
      const made = await admin.ask('POST', collectionPath(kind), {
        ...body(''),
        metadata: { generateName: 'gen-' },
      })
      expect(made.body.metadata.name).toMatch(/^gen-[a-z0-9]{5}$/)
      await admin.ask('DELETE', path(made.body.metadata.name))
    })
  })
})

function eventsIn(text: string): { type: string; object: { metadata: { name?: string } } }[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
