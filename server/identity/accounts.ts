import { user, type User } from '#api/kinds/user.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { StatusError, unauthorized } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { orAbsent, type Client } from '#server/cluster/client.ts'
import { checkAccount, current, limiter, type Attempts } from './attempts.ts'
import type { Caller, Directory } from './directory.ts'
import {
  accessKeyLabel,
  expiresAfter,
  expiryOf,
  keyData,
  keySecret,
  lastUsedAnnotation,
  makeKey,
  readKeySecret,
  systemNamespace,
  userLabel,
  type AccessKey,
} from './keys.ts'
import { hashPassword, passwordMatches } from './passwords.ts'

const secrets = `/api/v1/namespaces/${systemNamespace}/secrets`

/** For how many milliseconds an expired key is still listed, and how many are deleted at a time. */
const keepExpired = 24 * 3600_000
const mostTidied = 20

/** How often the use of a key is noted, in milliseconds. */
const noteEvery = 5 * 60_000

/** Where a user's password lies unless the User says otherwise. */
function passwordSecretName(userName: string): string {
  return `password-${userName}`
}

/** What is to be made: a key for somebody. */
export interface NewKey extends Omit<AccessKey, 'user' | 'uid' | 'expires' | 'ttl'> {
  user: User
  /** How long it is good for; 0 is for ever. */
  seconds: number
  marks?: Marks
}

export interface MadeKey {
  /** To be shown once. */
  key: string
  expires: string
  secret: KubeObject
}

/** Labels and annotations that are somebody's own; one that is null is taken off. */
export interface Marks {
  labels: Record<string, string | null>
  annotations: Record<string, string | null>
}

/** Passwords and access keys: what signs people in and out. */
export interface Accounts {
  /** Checks a password, or throws 401 (wrong) or 429 (too many tries). */
  signIn(username: string, password: string, address: string): Promise<User>
  makeKey(options: NewKey): Promise<MadeKey>
  /** The Secret of a key as it is now; undefined where there is none. */
  readKey(keyName: string): Promise<KubeObject | undefined>
  /** Changes what a key says and what is written on it, unless its Secret is no longer the one given (409). */
  changeKey(before: KubeObject, about: AccessKey, marks: Marks): Promise<KubeObject>
  /** Notes that a key is used, at most every five minutes; nobody waits for it. */
  noteUse(key: Caller['key']): void
  voidKey(keyName: string): Promise<void>
  /** Replaces a password and ends the sessions that began with the old one, but the one whose key is named. */
  changePassword(user: User, password: string, session: string): Promise<void>
}

/** `matches` is what makes a try cost something. */
export function openAccounts(
  client: Client,
  directory: Directory,
  now: () => number = Date.now,
  matches = passwordMatches,
): Accounts {
  const addresses = limiter('address', now)
  const unknownNames = limiter('name', now)
  const turns = new Map<string, Promise<unknown>>()
  /** Uses that were noted within the last minutes, with their time. */
  const noted = new Map<string, number>()

  /** Tries of one account wait for each other, so that fifty at once do not all count as the first. */
  function inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(account) ?? Promise.resolve()).then(work, work)
    const forget = (): undefined => {
      if (turns.get(account) === settled) turns.delete(account)
    }
    const settled: Promise<unknown> = turn.then(forget, forget)
    turns.set(account, settled)
    return turn
  }

  async function check(username: string, password: string): Promise<User> {
    const called = [...directory.users.values()].filter(
      ({ metadata, spec }) => (spec.username || metadata.name) === username,
    )
    // Nobody takes over a name by choosing another user's as their own.
    const found = called.find(({ metadata }) => metadata.name === username) ?? called[0]
    if (found === undefined) unknownNames.begin(username)
    const secret = found === undefined ? undefined : await passwordSecret(client, found)
    const attempts = secret === undefined ? undefined : attemptsOf(secret)
    checkAccount(attempts, now())
    const right = await matches(password, secret === undefined ? undefined : valueOf(secret, 'password'))
    if (right && found !== undefined && found.spec.disabled !== true) {
      if (attempts !== undefined && secret !== undefined) await noteAttempts(client, secret, undefined)
      return found
    }
    if (secret !== undefined) {
      const before = current(attempts, now())
      await noteAttempts(client, secret, { ...before, count: before.count + 1 })
    }
    throw unauthorized('The name or the password is wrong.')
  }

  return {
    async signIn(username, password, address) {
      const takeBack = addresses.begin(address)
      try {
        const found = await inTurn(username, () => check(username, password))
        takeBack()
        return found
      } catch (error) {
        if (!(error instanceof StatusError) || error.code !== 401) takeBack()
        throw error
      }
    },
    async makeKey({ user: owner, seconds, marks, ...about }) {
      const key = makeKey()
      const expires = expiresAfter(now(), seconds)
      const { name, uid = '' } = owner.metadata
      const plain = keySecret(key, { ...about, user: name, uid, expires, ttl: seconds })
      const secret = await client.create(secrets, marked(plain, marks))
      directory.remember(secret)
      // Whoever makes keys tidies up; what fails is left to the next.
      const late = now() - keepExpired
      const gone = [...directory.ownKeys({ user: name, uid }).values()].filter((own) => expiryOf(own) < late)
      void Promise.allSettled(gone.slice(0, mostTidied).map((own) => client.remove(`${secrets}/${own.name}`)))
      return { key, expires, secret }
    },
    readKey: (keyName) => orAbsent(client.get(`${secrets}/${keyName}`)),
    changeKey({ metadata }, about, { labels, annotations }) {
      const { resourceVersion } = metadata
      // The watch brings it: remembered here, a key that was deleted meanwhile would be known again.
      return client.merge(`${secrets}/${metadata.name}`, {
        metadata: { resourceVersion, labels, annotations },
        data: keyData(about),
      })
    },
    noteUse({ name, lastUsed = '' }) {
      const at = now()
      const last = Math.max(noted.get(name) ?? 0, Date.parse(lastUsed) || 0)
      if (at - last < noteEvery) return
      noted.set(name, at)
      const annotations = { [lastUsedAnnotation]: new Date(at).toISOString() }
      const forget = () => noted.delete(name)
      // A key may be gone by now; what else goes wrong is tried again with the next use.
      client
        .merge(`${secrets}/${name}`, { metadata: { annotations } })
        .then(() => setTimeout(forget, noteEvery).unref(), forget)
    },
    async voidKey(keyName) {
      await orAbsent(client.remove(`${secrets}/${keyName}`))
      directory.forget(keyName)
    },
    async changePassword(owner, password, session) {
      await setPasswordHash(client, owner, await hashPassword(password))
      await voidLogins(client, owner.metadata.name, session)
    },
  }
}

/** A new Secret with marks of its owner's beside our own. */
function marked({ metadata, ...secret }: KubeObject, marks?: Marks): unknown {
  const { labels, annotations } = marks ?? {}
  return { ...secret, metadata: { ...metadata, annotations, labels: { ...labels, ...metadata.labels } } }
}

/**
 * The Secret of a user's password. One that lies outside of Aerie's own namespace is not read, and one that was
 * made for somebody else of the same name does not count.
 */
async function passwordSecret(client: Client, { metadata, spec }: User): Promise<KubeObject | undefined> {
  const { secretNamespace = systemNamespace, secretName = passwordSecretName(metadata.name) } =
    spec.passwordRef ?? {}
  if (secretNamespace !== systemNamespace) return undefined
  const secret = await orAbsent(client.get(`${secrets}/${encodeURIComponent(secretName)}`))
  return secret?.metadata.annotations?.[uidAnnotation] === metadata.uid ? secret : undefined
}

/** The hash of a user's password, if they have one. */
export async function passwordHashOf(client: Client, user: User): Promise<string | undefined> {
  const secret = await passwordSecret(client, user)
  return secret === undefined ? undefined : valueOf(secret, 'password')
}

function valueOf(secret: KubeObject, key: string): string | undefined {
  const data = secret['data'] as Record<string, string> | undefined
  return data?.[key] === undefined ? undefined : Buffer.from(data[key], 'base64').toString()
}

/** On a password's Secret: whose it is, so that nobody inherits it with a name. */
const uidAnnotation = 'aerie.dev/user-uid'

/** On a password's Secret: how many tries failed, since when; empty or absent is none. */
const attemptsAnnotation = 'aerie.dev/failed-attempts'

function attemptsOf(secret: KubeObject): Attempts | undefined {
  const text = secret.metadata.annotations?.[attemptsAnnotation]
  const [count, first] = (text ?? '').split(' since ').map(Number)
  return count === undefined || first === undefined || Number.isNaN(first) ? undefined : { count, first }
}

async function noteAttempts(
  client: Client,
  secret: KubeObject,
  attempts: Attempts | undefined,
): Promise<void> {
  const text = attempts === undefined ? null : `${attempts.count} since ${attempts.first}`
  await client.merge(`${secrets}/${secret.metadata.name}`, {
    metadata: { annotations: { [attemptsAnnotation]: text } },
  })
}

/** Makes a User, or keeps the one that is there. */
export async function ensureUser(client: Client, wanted: Pick<User, 'metadata' | 'spec'>): Promise<User> {
  const { name } = wanted.metadata
  const passwordRef = {
    secretName: passwordSecretName(name),
    secretNamespace: systemNamespace,
    key: 'password',
  }
  const body = {
    apiVersion: `${user.group}/${user.version}`,
    kind: user.kind,
    metadata: wanted.metadata,
    spec: { passwordRef, ...wanted.spec },
  }
  try {
    return await client.create<User>(collectionPath(user), body)
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'AlreadyExists') throw error
    return client.get<User>(objectPath(user, name))
  }
}

/** Ends the browser and command-line sessions of a user whose password has changed; automation's keys stay. */
export async function voidLogins(client: Client, userName: string, except?: string): Promise<void> {
  const labelSelector = `${accessKeyLabel}=true,${userLabel}=${userName}`
  const { items } = await client.list(secrets, { labelSelector })
  const logins = items.filter(
    (secret) => readKeySecret(secret)?.type === 'Login' && secret.metadata.name !== except,
  )
  await Promise.all(logins.map(({ metadata }) => orAbsent(client.remove(`${secrets}/${metadata.name}`))))
}

/** Replaces a password, and with it the note of failed attempts. It is this very user's, not the name's. */
export async function setPasswordHash(client: Client, { metadata }: User, hash: string): Promise<void> {
  const name = passwordSecretName(metadata.name)
  await client.apply(`${secrets}/${name}`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: systemNamespace,
      annotations: {
        [uidAnnotation]: metadata.uid,
        // Empty, not left out: another manager wrote the note, so that an apply without it would let it stay.
        [attemptsAnnotation]: '',
      },
    },
    type: 'aerie.dev/password',
    data: { password: Buffer.from(hash).toString('base64') },
  })
}
