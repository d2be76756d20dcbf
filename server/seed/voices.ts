import { user } from '#api/kinds/user.ts'
import { notFound } from '#kube/status.ts'
import { clientOf, type Client } from '#server/cluster/client.ts'
import { connect } from '#server/cluster/connection.ts'
import type { Accounts } from '#server/identity/accounts.ts'
import type { Directory } from '#server/identity/directory.ts'
import { systemNamespace } from '#server/identity/keys.ts'

/** On the keys with which the story is told, so that those of a server that was killed are found. */
const storyLabel = 'aerie.dev/demo-story'

/** How long such a key is good for, and how long it is used, in seconds. */
const goodFor = 15 * 60
const usedFor = 10 * 60

export interface VoicesOptions {
  /** The gateway, on loopback. */
  origin: string
  accounts: Accounts
  directory: Directory
  /** Aerie's own, past the gateway. */
  client: Client
  signal: AbortSignal
}

/** Speaks to the gateway as the people of the story, each with a key of their own while they have something to say. */
export interface Voices {
  /** Throws a StatusError where there is no such person any more. */
  as(name: string): Promise<Client>
  /** Takes all keys back. */
  close(): Promise<void>
}

export async function openVoices({
  origin,
  accounts,
  directory,
  client,
  signal,
}: VoicesOptions): Promise<Voices> {
  const secrets = `/api/v1/namespaces/${systemNamespace}/secrets`
  const { items: left } = await client.list(secrets, { labelSelector: `${storyLabel}=true` })
  await Promise.all(left.map(({ metadata }) => accounts.voidKey(metadata.name)))
  const connection = connect({ origin, prefix: '', ca: '', authorization: '' })
  const voices = new Map<string, { until: number; client: Promise<Client> }>()
  const keys: string[] = []

  async function open(name: string): Promise<Client> {
    const person = directory.users.get(name)
    if (person === undefined) throw notFound({ ...user, name })
    const { key, secret } = await accounts.makeKey({
      user: person,
      type: 'Other',
      displayName: 'The story of the demo',
      seconds: goodFor,
      marks: { labels: { [storyLabel]: 'true' }, annotations: {} },
    })
    keys.push(secret.metadata.name)
    return clientOf({ ...connection, authorization: `Bearer ${key}` }, signal)
  }

  return {
    as(name) {
      const known = voices.get(name)
      if (known !== undefined && known.until > Date.now()) return known.client
      const client = open(name)
      voices.set(name, { until: Date.now() + usedFor * 1000, client })
      client.catch(() => voices.delete(name))
      return client
    },
    async close() {
      await Promise.allSettled([...voices.values()].map(({ client }) => client))
      await Promise.all(keys.map((name) => accounts.voidKey(name)))
      await connection.dispatcher.destroy()
    },
  }
}
