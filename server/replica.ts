import { clientOf } from '#server/cluster/client.ts'
import { openClusters } from '#server/cluster/clusters.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { openVirtualClusters } from '#server/cluster/virtual-clusters.ts'
import type { Config } from '#server/config.ts'
import { controlWhileLeading } from '#server/controllers/all.ts'
import { install } from '#server/controllers/install.ts'
import { ownEndpoints } from '#server/gateway/answers/own.ts'
import { openAudit } from '#server/gateway/audit.ts'
import { consoleFiles, mistypedPage } from '#server/gateway/console.ts'
import type { Context } from '#server/gateway/context.ts'
import { forgetWhatLeft } from '#server/gateway/instances.ts'
import type { Listeners } from '#server/gateway/listen.ts'
import { makeMetrics } from '#server/gateway/metrics.ts'
import { openPages } from '#server/gateway/pages.ts'
import { serve, serveUpgrade } from '#server/gateway/serve.ts'
import { openStreams } from '#server/gateway/streams.ts'
import { openAccounts } from '#server/identity/accounts.ts'
import { openDirectory } from '#server/identity/directory.ts'
import { openLedgers } from '#server/quota/ledger.ts'
import { openTerminals } from '#server/terminal/terminals.ts'
import { openWorkshop } from '#server/terminal/workshop.ts'
import { gatewayAuthority } from './authority.ts'
import { demoPeople } from './seed/people.ts'
import { scaleCluster } from './seed/scale.ts'
import { tellStory } from './seed/tell.ts'
import { adminName, connectClusters, ensureAdmin, seed, seedScale } from './start-up.ts'
import { makeServerCertificate } from './tls.ts'

export interface ReplicaOptions {
  config: Config
  /** The management cluster, on whatever ground. */
  connection: Connection
  /** Kubeconfigs of the clusters to connect, by name. */
  connected: Record<string, string>
  /** What whoever sees the clusters must know of them. */
  notice?: string
  /** Where the documentation is. */
  docs?: string
  listeners: Listeners
  instanceID: string
  /** Where the tools of kubectl shells are unpacked. */
  dataDir: string
  auditFile: string
  consoleFolder: string
}

export interface Replica {
  /** What the operator reads when everything is up. */
  greeting: string
  /** Ends open streams, lets `drain` wait for requests under way, and closes what is left. */
  stop(drain: () => Promise<void>): Promise<void>
}

/** One server over a management cluster: installs what is missing, watches, and opens the listeners. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const { config, connection, listeners } = options
  const client = clientOf(connection)
  await install(connection)
  const directory = openDirectory(connection, report)
  const accounts = openAccounts(client, directory)
  const [authority, audit, admin] = await Promise.all([
    gatewayAuthority(client),
    openAudit(options.auditFile),
    ensureAdmin(client, config),
    connectClusters(client, options.connected),
  ])
  const streams = openStreams(directory)
  const clusters = openClusters(connection, {
    disconnected: (name) => streams.endCluster(name),
    failed: report,
  })
  const virtualClusters = openVirtualClusters({
    connectionOf: (name) => clusters.connectionOf(name),
    failed: report,
  })
  const unsubscribe = forgetWhatLeft(directory, virtualClusters)
  await seed(client, config)
  await Promise.all([directory.synced, clusters.synced])
  const address =
    config.origins.find((origin) => origin.startsWith('https:')) ?? `https://localhost:${listeners.httpsPort}`
  const context: Context = {
    origins: new Set(config.origins.map((origin) => origin.toLowerCase())),
    hosts: new Set(config.origins.map((origin) => new URL(origin).host)),
    management: connection,
    client,
    ledgers: openLedgers(client),
    clusters,
    virtualClusters,
    directory,
    accounts,
    streams,
    audit,
    metrics: makeMetrics(() => streams.count()),
    pages: openPages(authority.key),
    address,
    ca: authority.cert,
    instanceID: options.instanceID,
    report,
  }
  const terminals = openTerminals(context, openWorkshop(options.dataDir), listeners.accept)
  let ready = true
  const introduced = demoPeople.filter(({ hint, name }) => hint !== undefined && directory.users.has(name))
  const own = await ownEndpoints({
    context,
    terminals,
    ready: () => ready,
    settings: { origins: config.origins, bind: config.bind, auditFile: options.auditFile },
    ...(options.notice === undefined ? {} : { notice: options.notice }),
    ...(options.docs === undefined ? {} : { docs: options.docs }),
    demoPeople: introduced.map(({ name, displayName, hint = '' }) => ({ username: name, displayName, hint })),
  })
  const locals = {
    own: own.routing.bind(own),
    console: consoleFiles(options.consoleFolder),
    mistyped: mistypedPage(options.consoleFolder),
    attach: terminals.attach.bind(terminals),
  }
  const certificate = await makeServerCertificate(authority, hostsOf(config))
  listeners.begin(
    {
      serve: (request, response) => void serve(context, locals, request, response).catch(report),
      upgrade: (request, socket, head) =>
        void serveUpgrade(context, locals, request, socket, head).catch(report),
    },
    certificate,
  )
  const controllers = controlWhileLeading({
    identity: options.instanceID,
    connection,
    directory,
    clusters,
    virtualClusters,
    report,
    besides: () =>
      tellStory({
        origin: `http://127.0.0.1:${listeners.httpPort}`,
        accounts,
        directory,
        client,
        report,
      }),
  })
  if (config.scalePods > 0) {
    void seedScale(client, clusters.connectionOf(scaleCluster), config).catch((error: unknown) => {
      // What a stop has cut is taken up at the next start.
      if (ready) report(error)
    })
  }
  return {
    greeting: greetingOf(config, listeners, address, admin.made),
    async stop(drain) {
      ready = false
      streams.endAll('shutdown')
      await Promise.all([drain(), controllers.stop(), terminals.stop()])
      streams.stop()
      directory.stop()
      unsubscribe()
      await virtualClusters.stop()
      await clusters.stop()
      await own.close()
      await audit.close()
      await connection.dispatcher.destroy()
    },
  }
}

/** Names and addresses for which the https certificate must be good. */
function hostsOf(config: Config): string[] {
  const named = config.origins.map((origin) => new URL(origin).hostname.replace(/^\[|\]$/g, ''))
  const bound = config.bind === '0.0.0.0' || config.bind === '::' ? [] : [config.bind]
  return [...new Set(['localhost', '127.0.0.1', ...named, ...bound])]
}

function greetingOf(config: Config, listeners: Listeners, address: string, made: string | undefined): string {
  const lines = [
    `Aerie is ready at http://localhost:${listeners.httpPort} and ${address}`,
    `Sign in as ${adminName}${made === undefined ? '.' : ` with the password ${made} (shown once; npm start -- --reset-admin makes a new one).`}`,
  ]
  if (config.adminPassword !== undefined)
    lines[1] = `Sign in as ${adminName} with the password of AERIE_ADMIN_PASSWORD.`
  return `${lines.join('\n')}\n`
}

/** Errors on our side go to standard error, one line each, for whoever runs the server. */
function report(error: unknown): void {
  process.stderr.write(
    `${new Date().toISOString()} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
}
