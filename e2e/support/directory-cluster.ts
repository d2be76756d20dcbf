import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Project } from '#api/kinds/project.ts'
import type { Team } from '#api/kinds/team.ts'
import type { User } from '#api/kinds/user.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { notFound } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { clusterSecret } from '#server/cluster/clusters.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'
import { keySecret, systemNamespace, type AccessKey } from '#server/identity/keys.ts'

const ours = '/apis/management.loft.sh/v1'

const paths = {
  users: `${ours}/users`,
  teams: `${ours}/teams`,
  projects: `${ours}/projects`,
  projectsecrets: `${ours}/projectsecrets`,
  clusters: `${ours}/clusters`,
  spacetemplates: `${ours}/spacetemplates`,
  virtualclustertemplates: `${ours}/virtualclustertemplates`,
  spaceinstances: `${ours}/spaceinstances`,
  virtualclusterinstances: `${ours}/virtualclusterinstances`,
  secrets: `/api/v1/namespaces/${systemNamespace}/secrets`,
}

type Collection = keyof typeof paths

type Stored = Pick<KubeObject, 'metadata'>

const absent = notFound({ group: '', plural: 'objects' }).status

function pluralOf(kind: string): Collection {
  const plural = `${kind.toLowerCase()}s`
  const found = (Object.keys(paths) as Collection[]).find((name) => name === plural)
  if (found === undefined) throw new Error(`there is no ${kind} here`)
  return found
}

function keyOf({ metadata }: Stored): string {
  return metadata.namespace === undefined || metadata.namespace === systemNamespace
    ? metadata.name
    : `${metadata.namespace}/${metadata.name}`
}

/** A cluster that knows what is decided on and access keys, lists and watches them, and nothing else. */
export interface DirectoryCluster {
  connection: Connection
  user(name: string, spec?: Partial<User['spec']>, uid?: string): void
  team(name: string, spec: Partial<Team['spec']>): void
  /** With the time at which it was made, long ago where none is said. */
  project(name: string, spec: Project['spec'], made?: string): void
  /** Something that projects allow. */
  allowed(kind: 'Cluster' | 'SpaceTemplate' | 'VirtualClusterTemplate', name: string, spec?: object): void
  /** An instance or a secret in a project. */
  instance(
    kind: 'SpaceInstance' | 'VirtualClusterInstance' | 'ProjectSecret',
    project: string,
    name: string,
    spec: object,
    status?: object,
  ): void
  key(key: string, about: Partial<AccessKey> & { user: string }): void
  /** A key's Secret, by its name. */
  secret(name: string): KubeObject | undefined
  put(secret: KubeObject): void
  /** Connects a cluster. */
  connect(name: string, kubeconfig: string): void
  /** By its name, or namespace/name. */
  remove(collection: Collection, name: string): void
  /** An instance that was made a moment ago, so that nobody who watches knows of it. */
  unseen(kind: 'SpaceInstance' | 'VirtualClusterInstance', project: string, name: string, spec: object): void
  /** Cuts all watches and refuses everything until `restore`. */
  takeDown(): void
  restore(): void
  close(): Promise<void>
}

/** Starts it on a free port; the real directory is run against it, so that tests check what is delivered. */
export async function startDirectoryCluster(): Promise<DirectoryCluster> {
  const stored: Record<Collection, Map<string, Stored>> = {
    users: new Map(),
    teams: new Map(),
    projects: new Map(),
    projectsecrets: new Map(),
    clusters: new Map(),
    spacetemplates: new Map(),
    virtualclustertemplates: new Map(),
    spaceinstances: new Map(),
    virtualclusterinstances: new Map(),
    secrets: new Map(),
  }
  const secrets = new Map<string, KubeObject>()
  /** Objects by their paths that no watch has brought. */
  const unseen = new Map<string, Stored>()
  const events: { collection: Collection; version: number; line: string }[] = []
  const watchers = new Map<ServerResponse, Collection>()
  let version = 100
  let down = false

  function happen(collection: Collection, type: string, object: Stored): void {
    const line = `${JSON.stringify({ type, object })}\n`
    events.push({ collection, version, line })
    for (const [response, of] of watchers) if (of === collection) response.write(line)
  }

  function put(collection: Collection, object: Stored): void {
    version += 1
    const name = keyOf(object)
    const type = stored[collection].has(name) ? 'MODIFIED' : 'ADDED'
    const whole = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } }
    stored[collection].set(name, whole)
    happen(collection, type, whole)
  }

  function keep(secret: KubeObject): void {
    secrets.set(secret.metadata.name, secret)
    put('secrets', secret)
  }

  function one(path: string, response: ServerResponse): void {
    const object = unseen.get(path)
    response.writeHead(object === undefined ? 404 : 200).end(JSON.stringify(object ?? absent))
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://directory')
    const collection = (Object.keys(paths) as Collection[]).find((name) => paths[name] === url.pathname)
    if (down) return void response.writeHead(503).end('{}')
    response.setHeader('content-type', 'application/json')
    if (collection === undefined) return one(url.pathname, response)
    if (url.searchParams.get('watch') === null) {
      const items = [...stored[collection].values()]
      return void response.end(JSON.stringify({ metadata: { resourceVersion: String(version) }, items }))
    }
    const from = Number(url.searchParams.get('resourceVersion'))
    response.flushHeaders()
    for (const event of events)
      if (event.collection === collection && event.version > from) response.write(event.line)
    watchers.set(response, collection)
    response.once('close', () => watchers.delete(response))
  }

  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const connection = connect({
    origin: `http://127.0.0.1:${port}`,
    prefix: '',
    ca: '',
    authorization: 'Bearer directory',
  })
  const named = (kind: string, name: string, spec: object, uid = `uid-${name}`, namespace?: string) => ({
    apiVersion: 'management.loft.sh/v1',
    kind,
    metadata: { name, uid, ...(namespace === undefined ? {} : { namespace }) },
    spec,
  })
  return {
    connection,
    user: (name, spec = {}, uid) => put('users', named('User', name, spec, uid)),
    team: (name, spec) => put('teams', named('Team', name, spec)),
    project(name, spec, creationTimestamp = '2000-01-01T00:00:00Z') {
      const object = named('Project', name, spec)
      put('projects', { ...object, metadata: { ...object.metadata, creationTimestamp } })
    },
    allowed: (kind, name, spec = {}) => put(pluralOf(kind), named(kind, name, spec)),
    instance: (kind, project, name, spec, status) =>
      put(pluralOf(kind), {
        ...named(kind, name, spec, undefined, projectNamespace(project)),
        ...(status === undefined ? {} : { status }),
      }),
    key(key, about) {
      const uid = `uid-${about.user}`
      const expires = new Date(Date.now() + 3_600_000).toISOString()
      keep(keySecret(key, { uid, type: 'User', displayName: 'test', expires, ...about }))
    },
    secret: (name) => secrets.get(name),
    put: keep,
    unseen(kind, project, name, spec) {
      const namespace = projectNamespace(project)
      const path = `${ours}/namespaces/${namespace}/${pluralOf(kind)}/${name}`
      unseen.set(path, named(kind, name, spec, undefined, namespace))
    },
    connect: (name, kubeconfig) => put('secrets', clusterSecret(name, kubeconfig).secret),
    remove(collection, name) {
      const found = stored[collection].get(name)
      if (found === undefined) throw new Error(`there is no ${name} in ${collection}`)
      version += 1
      stored[collection].delete(name)
      if (collection === 'secrets') secrets.delete(name)
      happen(collection, 'DELETED', {
        ...found,
        metadata: { ...found.metadata, resourceVersion: String(version) },
      })
    },
    takeDown() {
      down = true
      watchers.forEach((_, response) => response.destroy())
    },
    restore: () => (down = false),
    async close() {
      await connection.dispatcher.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
