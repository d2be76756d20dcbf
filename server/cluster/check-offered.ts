import type { ConnectCheck } from '#api/connect.ts'
import { messageOf } from '#kube/errors.ts'
import { addressProblem, isLoopback } from './addresses.ts'
import { clientOf, type Client } from './client.ts'
import { connectionFrom, type Connection } from './connection.ts'
import { keptKubeconfig, readOffered, type Offered } from './offered-kubeconfig.ts'

/** What a cluster is held against that is offered. */
export interface Known {
  management: Connection
  /** Of those that are connected, by name. */
  connections: ReadonlyMap<string, Connection>
}

/** The oldest Kubernetes that Aerie works with. */
const oldest = { major: 1, minor: 28 }

/** How long all that is asked of an offered cluster may take, and each connected one that is compared, in milliseconds. */
const patience = 10_000
const shortPatience = 3_000

const passed = (check: ConnectCheck['check'], message: string): ConnectCheck => ({
  check,
  passed: true,
  message,
})
const failed = (check: ConnectCheck['check'], message: string): ConnectCheck => ({
  check,
  passed: false,
  message,
})

/**
 * Looks at a kubeconfig and at the cluster behind it, in bounded time and without a redirect. Ends with the first
 * check that fails; `kubeconfig` is what is to be kept where none does. No message has a credential in it.
 */
export async function checkOffered(
  text: string,
  known: Known,
): Promise<{ checks: ConnectCheck[]; kubeconfig?: string }> {
  const checks: ConnectCheck[] = []
  let offered: Offered
  try {
    offered = readOffered(text)
  } catch (error) {
    return { checks: [failed('kubeconfig', messageOf(error))] }
  }
  const { host, hostname } = new URL(offered.server)
  checks.push(passed('kubeconfig', `its current context leads to ${host}, with a token`))
  const problem = await addressProblem(hostname, isLoopback(new URL(known.management.origin).hostname))
  if (problem !== undefined) return { checks: [...checks, failed('address', `${hostname}: ${problem}`)] }
  checks.push(passed('address', `${hostname} may be dialled from here`))
  const kubeconfig = keptKubeconfig(offered)
  let connection: ReturnType<typeof connectionFrom>
  try {
    connection = connectionFrom(kubeconfig)
  } catch {
    return { checks: [...checks, failed('reachable', 'its certificate authority cannot be used')] }
  }
  try {
    const found = await checkCluster(connection, known)
    const all = [...checks, ...found]
    return found.every((check) => check.passed) ? { checks: all, kubeconfig } : { checks: all }
  } finally {
    await connection.dispatcher.destroy()
  }
}

async function checkCluster(
  connection: Connection & { authorization: string },
  known: Known,
): Promise<ConnectCheck[]> {
  const signal = AbortSignal.timeout(patience)
  const client = clientOf(connection, signal)
  const checks: ConnectCheck[] = []
  const steps = [
    () => checkReachable(client),
    () => checkRights(client),
    () => checkNew(client, connection, known),
  ]
  for (const step of steps) {
    const found = await step()
    checks.push(...found)
    if (found.some((check) => !check.passed)) break
  }
  return checks
}

async function checkReachable(client: Client): Promise<ConnectCheck[]> {
  let version: { gitVersion?: unknown; major?: unknown; minor?: unknown }
  try {
    version = await client.get('/version')
  } catch (error) {
    return [failed('reachable', `it does not answer: ${messageOf(error)}`)]
  }
  const [major = 0, minor = 0] = [version.major, version.minor].map((part) => parseInt(String(part), 10) || 0)
  const words = `Kubernetes ${major}.${minor}`
  const reachable = passed('reachable', 'it answers, with a certificate of its authority')
  if (major > oldest.major || (major === oldest.major && minor >= oldest.minor))
    return [reachable, passed('version', words)]
  return [
    reachable,
    failed('version', `${words} is too old: ${oldest.major}.${oldest.minor} or newer is needed`),
  ]
}

async function checkRights(client: Client): Promise<ConnectCheck[]> {
  try {
    const review = await client.create<{ status?: { allowed?: boolean } }>(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb: '*', group: '*', resource: '*' } },
      },
    )
    if (review.status?.allowed === true)
      return [passed('rights', 'whoever the token is for may do everything there')]
    return [
      failed(
        'rights',
        'whoever the token is for may not do everything there: bind it to the ClusterRole cluster-admin, since Aerie makes namespaces, roles and bindings and acts for others',
      ),
    ]
  } catch (error) {
    return [failed('rights', `its token is not taken: ${messageOf(error)}`)]
  }
}

/** A cluster is the one whose kube-system has the same uid, whatever the address. */
async function checkNew(
  client: Client,
  { origin, prefix }: Connection,
  { management, connections }: Known,
): Promise<ConnectCheck[]> {
  const own = await uidOf(client)
  const others = [['the management cluster itself', management] as const, ...connections]
  const same = await Promise.all(
    others.map(async ([name, other]) => {
      if (other.origin === origin && other.prefix === prefix) return name
      if (own === undefined || other.authorization === undefined) return undefined
      const theirs = await uidOf(
        clientOf({ ...other, authorization: other.authorization }, AbortSignal.timeout(shortPatience)),
      )
      return theirs === own ? name : undefined
    }),
  )
  const found = same.find((name) => name !== undefined)
  return [
    found === undefined
      ? passed('new', 'it is not connected yet')
      : failed('new', connections.has(found) ? `it is connected already, as ${found}` : `it is ${found}`),
  ]
}

async function uidOf(client: Client): Promise<string | undefined> {
  try {
    return (await client.get('/api/v1/namespaces/kube-system')).metadata.uid
  } catch {
    return undefined
  }
}
