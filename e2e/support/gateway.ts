import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientOf } from '#server/cluster/client.ts'
import { connect } from '#server/cluster/connection.ts'
import type { Config } from '#server/config.ts'
import { ownEndpoints } from '#server/gateway/answers/own.ts'
import { openAudit, type Audit } from '#server/gateway/audit.ts'
import { consoleFiles, mistypedPage } from '#server/gateway/console.ts'
import type { Context } from '#server/gateway/context.ts'
import { forgetWhatLeft } from '#server/gateway/instances.ts'
import { listen } from '#server/gateway/listen.ts'
import { makeMetrics } from '#server/gateway/metrics.ts'
import { openPages } from '#server/gateway/pages.ts'
import { serve, serveUpgrade } from '#server/gateway/serve.ts'
import { openStreams } from '#server/gateway/streams.ts'
import type { Accounts } from '#server/identity/accounts.ts'
import { openDirectory, type Directory } from '#server/identity/directory.ts'
import { keySecret } from '#server/identity/keys.ts'
import type { Ledgers } from '#server/quota/ledger.ts'
import { unauthorized, unavailable } from '#kube/status.ts'
import { openTerminals, type Terminals } from '#server/terminal/terminals.ts'
import { openWorkshop } from '#server/terminal/workshop.ts'
import { makeAuthority, makeServerCertificate } from '#server/tls.ts'
import { startDirectoryCluster, type DirectoryCluster } from './directory-cluster.ts'
import { exchange, type RawResponse, within } from './raw.ts'
import { startRecorder, type Recorder } from './recorder.ts'

export const people = ['alice', 'bob', 'root'] as const

/** The credential of the gateway's own; no client ever sees or sends it. */
export const ownCredential = 'Bearer the-gateways-own-credential'

export interface GatewayOptions {
  accounts?: Accounts
  audit?: Audit
  ledgers?: Ledgers
  consoleFolder?: string
  /** Where programs of kubectl shells are looked for. */
  programs?: string
  /** Instead of the one virtual cluster that is the recorder. */
  virtualClusters?: Context['virtualClusters']
}

/** The gateway in this process, in front of a recorder, with alice in team red, bob in team blue and root above both. */
export interface TestGateway {
  port: number
  httpsPort: number
  ca: string
  /** The console's address over http: `localhost:port`. */
  host: string
  origin: string
  recorder: Recorder
  cluster: DirectoryCluster
  directory: Directory
  context: Context
  terminals: Terminals
  auditFile: string
  /** What the gateway said went wrong on its side. */
  reported: unknown[]
  /** Virtual clusters whose connection was to be cut. */
  forgotten: string[]
  /** Runs a change and waits until the directory has it. */
  change(work: () => void): Promise<void>
  /** A request's head for this gateway: `Host` and, with a key, `Authorization` are there already. */
  head(line: string, headers?: readonly string[], key?: string): string
  /** Sends a request without a body on a connection of its own. */
  ask(line: string, headers?: readonly string[], key?: string): Promise<RawResponse>
  close(): Promise<void>
}

/** The access key of one of the people. */
export function keyOf(person: (typeof people)[number]): string {
  return `aerie_${person}s-key`
}

const collection = '/apis/management.loft.sh/v1/teams'

export const teams = `/kubernetes/management${collection}`

/** Where a gateway passes requests on; the rules hold at each. */
export interface Place {
  place: string
  /** The prefix. */
  root: string
  /** A collection there, and what of it stands in the request that arrives. */
  teams: string
  arriving: string
  /** The groups that the upstream is told. */
  groups: Record<(typeof people)[number], string[]>
}

const decided = ['aerie:decided']

const ownGroups: Place['groups'] = {
  alice: ['loft:authenticated', 'loft:user:alice', 'loft:team:red'],
  bob: ['loft:authenticated', 'loft:user:bob', 'loft:team:blue'],
  root: ['loft:authenticated', 'loft:user:root', 'loft:admins'],
}

/** The namespace of the one space, on cluster east. */
export const spaceNamespace = 'web-s-app'

export const space = '/kubernetes/project/web/space/app'
export const virtualCluster = '/kubernetes/project/web/virtualcluster/dev'

const inSpace = `/apis/management.loft.sh/v1/namespaces/${spaceNamespace}/teams`

export const places: readonly Place[] = [
  {
    place: 'the management prefix',
    root: '/kubernetes/management',
    teams,
    arriving: `/management${collection}`,
    groups: { alice: decided, bob: decided, root: decided },
  },
  {
    place: 'the prefix of a cluster',
    root: '/kubernetes/cluster/east',
    teams: `/kubernetes/cluster/east${collection}`,
    arriving: `/east${collection}`,
    groups: ownGroups,
  },
  {
    place: 'the prefix of a space',
    root: space,
    teams: space + inSpace,
    arriving: `/east${inSpace}`,
    groups: ownGroups,
  },
  {
    place: 'the prefix of a virtual cluster',
    root: virtualCluster,
    teams: virtualCluster + collection,
    arriving: `/dev${collection}`,
    groups: ownGroups,
  },
]

export async function startGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const [recorder, cluster, folder] = await Promise.all([
    startRecorder(),
    startDirectoryCluster(),
    mkdtemp(join(tmpdir(), 'aerie-wire-')),
  ])
  populate(cluster)
  const reported: unknown[] = []
  const directory = openDirectory(cluster.connection, () => {})
  await within(directory.synced, 'the directory')
  const streams = openStreams(directory)
  const auditFile = join(folder, 'audit.jsonl')
  const audit = options.audit ?? (await openAudit(auditFile))
  const listeners = await listen(unusedConfig)
  const { httpPort, httpsPort } = listeners
  const origins = ['localhost', '127.0.0.1'].flatMap((name) => [
    `http://${name}:${httpPort}`,
    `https://${name}:${httpsPort}`,
  ])
  const upstream = { origin: recorder.origin, ca: '', authorization: ownCredential }
  const management = connect({ ...upstream, prefix: '/management' })
  const east = connect({ ...upstream, prefix: '/east' })
  const dev = connect({ ...upstream, prefix: '/dev' })
  const forgotten: string[] = []
  forgetWhatLeft(directory, { forget: ({ name }) => forgotten.push(name) })
  const authority = await makeAuthority('Wire test')
  const context: Context = {
    origins: new Set(origins),
    hosts: new Set(origins.map((origin) => new URL(origin).host)),
    management,
    client: clientOf(management),
    ledgers: options.ledgers ?? noLedgers,
    clusters: { connectionOf: (name) => (name === 'east' ? east : undefined) },
    virtualClusters: options.virtualClusters ?? {
      connectionTo: ({ name }) =>
        name === 'dev' ? Promise.resolve(dev) : Promise.reject(unavailable('vcluster secret not found')),
    },
    directory,
    accounts: options.accounts ?? accountsOf(cluster, directory),
    streams,
    audit,
    metrics: makeMetrics(() => streams.count()),
    address: `https://localhost:${httpsPort}`,
    ca: authority.cert,
    pages: openPages('test'),
    instanceID: 'wire-test',
    report: (error) => reported.push(error),
  }
  const terminals = openTerminals(context, openWorkshop(folder, { PATH: options.programs }), listeners.accept)
  const own = await ownEndpoints({
    context,
    terminals,
    ready: () => true,
    settings: { origins, bind: '127.0.0.1', auditFile },
    demoPeople: [],
  })
  const locals = {
    own: own.routing.bind(own),
    console: consoleFiles(options.consoleFolder ?? folder),
    mistyped: mistypedPage(options.consoleFolder ?? folder),
    attach: terminals.attach.bind(terminals),
  }
  listeners.begin(
    {
      serve: (request, response) => void serve(context, locals, request, response),
      upgrade: (request, socket, head) => void serveUpgrade(context, locals, request, socket, head),
    },
    await makeServerCertificate(authority, ['localhost', '127.0.0.1']),
  )
  const host = `localhost:${httpPort}`
  const head: TestGateway['head'] = (line, headers = [], key) =>
    [
      `${line} HTTP/1.1`,
      `Host: ${host}`,
      ...(key === undefined ? [] : [`Authorization: Bearer ${key}`]),
      ...headers,
      '',
      '',
    ].join('\r\n')
  return {
    port: httpPort,
    httpsPort,
    ca: authority.cert,
    host,
    origin: `http://${host}`,
    recorder,
    cluster,
    directory,
    context,
    terminals,
    auditFile,
    reported,
    forgotten,
    async change(work) {
      const seen = new Promise<void>((resolve) => {
        const stop = directory.subscribe(() => {
          stop()
          resolve()
        })
      })
      work()
      await within(seen, 'a change in the directory')
    },
    head,
    ask: (line, headers, key) => exchange(httpPort, head(line, headers, key)),
    async close() {
      streams.endAll('shutdown')
      await listeners.drain(0)
      streams.stop()
      directory.stop()
      await own.close()
      await audit.close()
      await Promise.all([management, east, dev].map(({ dispatcher }) => dispatcher.destroy()))
      await Promise.all([recorder.close(), cluster.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** `listen` looks at ports and the address only. */
const unusedConfig: Config = {
  httpPort: 0,
  httpsPort: 0,
  bind: '127.0.0.1',
  origins: [],
  dataDir: '',
  keyFile: undefined,
  adminPassword: undefined,
  seed: 'empty',
  scalePods: 0,
  docs: undefined,
  resetAdmin: false,
}

/** Ledgers of projects without limits. */
const noLedgers: Ledgers = {
  reserve: async () => [],
  release: async () => {},
  ensure: async () => {},
  read: async () => undefined,
}

/** The state that every test may begin from. */
function populate(cluster: DirectoryCluster): void {
  cluster.user('alice')
  cluster.user('bob')
  cluster.user('root', { clusterRoles: [{ name: 'loft-management-admin' }] })
  cluster.team('red', { users: ['alice'] })
  cluster.team('blue', { users: ['bob'] })
  for (const person of people) cluster.key(keyOf(person), { user: person })
  const members = people.map((name) => ({ kind: 'User', name, clusterRole: 'loft-management-project-user' }))
  cluster.project('web', { members })
  // Everybody in the project works in both, and nobody owns them.
  const extraAccessRules = [{ users: ['*'] }]
  const status = { phase: 'Ready' }
  const app = { cluster: 'east', namespace: spaceNamespace }
  cluster.instance('SpaceInstance', 'web', 'app', { clusterRef: app, extraAccessRules }, status)
  const dev = { cluster: 'east', namespace: 'web-v-dev', virtualCluster: 'dev' }
  cluster.instance('VirtualClusterInstance', 'web', 'dev', { clusterRef: dev, extraAccessRules }, status)
}

/** Accounts in which everybody's password is their name backwards; keys are made in the cluster. */
function accountsOf(cluster: DirectoryCluster, directory: Directory): Accounts {
  let made = 0
  return {
    signIn: async (username, password) => {
      const user = directory.users.get(username)
      if (user === undefined || password !== username.split('').reverse().join(''))
        throw unauthorized('The name or the password is wrong.')
      return user
    },
    makeKey: async (wanted) => {
      const { user, seconds, marks: _, ...more } = wanted
      const key = `aerie_made-${(made += 1)}`
      const expires = new Date(Date.now() + seconds * 1000).toISOString()
      const { name, uid = '' } = user.metadata
      const about = { ...more, user: name, uid, expires }
      cluster.key(key, about)
      const secret = keySecret(key, about)
      directory.remember(secret)
      return { key, expires, secret }
    },
    readKey: async (name) => cluster.secret(name),
    changeKey: async ({ metadata }, about) => {
      const secret = { ...keySecret('', about), metadata }
      cluster.put(secret)
      return secret
    },
    noteUse: () => {},
    changePassword: async () => {},
    voidKey: async (name) => {
      cluster.remove('secrets', name)
      directory.forget(name)
    },
  }
}
