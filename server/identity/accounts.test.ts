import { expect, test } from 'vitest'
import { notFound, StatusError } from '#kube/status.ts'
import type { Client } from '#server/cluster/client.ts'
import type { User } from '#api/kinds/user.ts'
import { openAccounts, setPasswordHash } from './accounts.ts'
import type { Caller, Directory } from './directory.ts'

/** In the place of a derivation, which costs on purpose; a try ends later than it begins all the same. */
const hash = 'hash of correct'
const matches = async (password: string, known: string | undefined) => {
  await new Promise(setImmediate)
  return known === `hash of ${password}`
}

/** A cluster that keeps one password Secret and its note of failed attempts; ada has it, bob has none. */
function accounts(spec: object = {}, uid = '1') {
  return openCluster(spec, uid).accounts
}

function openCluster(spec: object = {}, uid = '1') {
  let note: string | undefined
  const client = {
    get: (path: string) =>
      path.endsWith('/password-ada')
        ? Promise.resolve({
            metadata: {
              name: 'password-ada',
              annotations: {
                'aerie.dev/user-uid': '1',
                ...(note === undefined ? {} : { 'aerie.dev/failed-attempts': note }),
              },
            },
            data: { password: Buffer.from(hash).toString('base64') },
          })
        : Promise.reject(notFound({ group: '', plural: 'secrets' })),
    merge: (_: string, { metadata }: { metadata: { annotations: Record<string, string | null> } }) => {
      note = metadata.annotations['aerie.dev/failed-attempts'] ?? undefined
      return Promise.resolve()
    },
    // As server-side apply does: what the body does not name stays.
    apply: (_: string, { metadata }: { metadata: { annotations?: Record<string, string> } }) => {
      note = metadata.annotations?.['aerie.dev/failed-attempts'] ?? note
      return Promise.resolve()
    },
  } as unknown as Client
  const users = new Map([
    ['ada', { kind: 'User', metadata: { name: 'ada', uid }, spec }],
    ['bob', { kind: 'User', metadata: { name: 'bob', uid: '2' }, spec: {} }],
  ])
  return {
    client,
    ada: users.get('ada') as unknown as User,
    accounts: openAccounts(client, { users } as unknown as Directory, Date.now, matches),
  }
}

const codes = async (tries: Promise<unknown>[]) =>
  (await Promise.allSettled(tries)).map((result) =>
    result.status === 'fulfilled'
      ? 200
      : result.reason instanceof StatusError
        ? result.reason.code
        : String(result.reason),
  )

test('the right password signs in, by the name that the user chose', async () => {
  expect((await accounts().signIn('ada', 'correct', 'a')).metadata.name).toBe('ada')
  const renamed = accounts({ username: 'countess' })
  expect((await renamed.signIn('countess', 'correct', 'a')).metadata.name).toBe('ada')
  expect(await codes([renamed.signIn('ada', 'correct', 'a')])).toEqual([401])
})

test('a wrong password, an unknown name, a user without a password and a disabled one are told alike', async () => {
  const opened = accounts()
  const disabled = accounts({ disabled: true })
  const tries = [
    opened.signIn('ada', 'wrong', 'a'),
    opened.signIn('nobody', 'correct', 'a'),
    opened.signIn('bob', 'correct', 'a'),
    disabled.signIn('ada', 'correct', 'a'),
  ]
  const messages = (await Promise.allSettled(tries)).map((result) =>
    result.status === 'rejected' ? String(result.reason) : '',
  )
  expect(new Set(messages)).toEqual(new Set(['StatusError: The name or the password is wrong.']))
})

test('of many tries at once on one account five are made, and then the right one has to wait, too', async () => {
  const opened = accounts()
  const tries = await codes(Array.from({ length: 12 }, () => opened.signIn('ada', 'wrong', 'a')))
  expect(tries.filter((code) => code === 401)).toHaveLength(5)
  expect(tries.filter((code) => code === 429)).toHaveLength(7)
  expect(await codes([opened.signIn('ada', 'correct', 'b')])).toEqual([429])
})

test('of many tries at once from one address fifty are made', async () => {
  const opened = accounts()
  const tries = await codes(Array.from({ length: 60 }, (_, at) => opened.signIn(`name-${at}`, 'x', 'a')))
  expect(tries.filter((code) => code === 429)).toHaveLength(10)
  expect(await codes([opened.signIn('ada', 'correct', 'b')])).toEqual([200])
})

test('signing in does not use up the tries of an address or an account', async () => {
  const opened = accounts()
  for (let round = 0; round < 6; round += 1) {
    expect(await codes([opened.signIn('ada', 'wrong', 'a'), opened.signIn('ada', 'correct', 'a')])).toEqual([
      401, 200,
    ])
  }
})

test('a new password opens an account that failed tries have closed', async () => {
  const { client, ada, accounts: opened } = openCluster()
  await codes(Array.from({ length: 5 }, () => opened.signIn('ada', 'wrong', 'a')))
  expect(await codes([opened.signIn('ada', 'correct', 'b')])).toEqual([429])
  await setPasswordHash(client, ada, hash)
  expect(await codes([opened.signIn('ada', 'correct', 'b')])).toEqual([200])
})

test('nobody inherits a password with the name of somebody who is gone', async () => {
  expect(await codes([accounts({}, 'another-uid').signIn('ada', 'correct', 'a')])).toEqual([401])
})

test('a use is noted every five minutes, and again at once where that failed', async () => {
  const start = Date.parse('2026-11-26T12:00:00Z')
  let time = start
  let works = true
  const noted: string[] = []
  const client = {
    merge: async (path: string, { metadata }: { metadata: { annotations: Record<string, string> } }) => {
      noted.push(`${path.split('/').at(-1)} ${metadata.annotations['aerie.dev/last-used']}`)
      if (!works) throw new Error('the cluster is away')
    },
  } as unknown as Client
  const opened = openAccounts(client, { users: new Map() } as unknown as Directory, () => time)
  const key: Caller['key'] = {
    name: 'key-1',
    user: 'ada',
    uid: '1',
    type: 'User',
    displayName: 'Laptop',
    expires: '2030-01-01T00:00:00Z',
  }
  const use = async (minutes: number, lastUsed?: string) => {
    time = start + minutes * 60_000
    opened.noteUse(lastUsed === undefined ? key : { ...key, lastUsed })
    // What goes wrong is known once the call has come back.
    await Promise.resolve().then(() => Promise.resolve())
  }
  await use(0)
  await use(4)
  expect(noted).toEqual(['key-1 2026-11-26T12:00:00.000Z'])
  await use(5, '2026-11-26T12:01:00Z')
  expect(noted).toHaveLength(1)
  works = false
  await use(6, '2026-11-26T12:01:00Z')
  works = true
  await use(7, '2026-11-26T12:01:00Z')
  expect(noted).toEqual([
    'key-1 2026-11-26T12:00:00.000Z',
    'key-1 2026-11-26T12:06:00.000Z',
    'key-1 2026-11-26T12:07:00.000Z',
  ])
})

test('making a key deletes some of the same person that expired a day ago', async () => {
  const now = Date.parse('2026-11-26T12:00:00Z')
  const removed: string[] = []
  const client = {
    create: (_: string, secret: unknown) => Promise.resolve(secret),
    remove: (path: string) => {
      removed.push(path.split('/').at(-1) ?? '')
      return Promise.reject(new Error('the cluster is away'))
    },
  } as unknown as Client
  const key = (name: string, expires: string) => [name, { ...about, name, expires }] as const
  const about = { user: 'ada', uid: '1', type: 'Login', displayName: 'Browser session' }
  const old = Array.from({ length: 30 }, (_, at) => key(`old-${at}`, '2026-11-25T11:59:00Z'))
  const fresh = [key('good', '2026-11-27T12:00:00Z'), key('just-expired', '2026-11-26T11:00:00Z')]
  const asked: unknown[] = []
  const directory = {
    remember: () => {},
    ownKeys: (owner: unknown) => {
      asked.push(owner)
      return new Map([...fresh, ...old])
    },
  } as unknown as Directory
  const user = { metadata: { name: 'ada', uid: '1' } } as User
  const made = await openAccounts(client, directory, () => now).makeKey({
    user,
    type: 'User',
    displayName: 'Laptop',
    seconds: 0,
  })
  expect(made.expires).toBe('9999-12-31T23:59:59Z')
  expect(asked).toEqual([{ user: 'ada', uid: '1' }])
  expect(removed).toEqual(old.slice(0, 20).map(([name]) => name))
})
