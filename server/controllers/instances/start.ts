import { ledger, type Ledger } from '#api/kinds/ledger.ts'
import { collectionPath } from '#api/paths.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { sameJson } from '#kube/json.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import type { Client } from '#server/cluster/client.ts'
import { reflect } from '#server/cluster/reflector.ts'
import type { ControllerContext, Running } from '#server/controllers/context.ts'
import type { ObjectChange } from '#server/identity/directory.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { instanceOf } from './host-namespace.ts'
import { openHosts, type Hosts } from './hosts.ts'
import { openInsides } from './insides.ts'
import { concerns, projectsOf, watchPeople } from './people.ts'
import { openSide, type Side } from './side.ts'
import { syncSpace } from './space.ts'
import { ledgerKey, namedOf, spaceKind, virtualClusterKind, type Surroundings } from './subject.ts'
import { syncVirtualCluster } from './virtual-cluster.ts'

/** Looks after spaces and virtual clusters: what is on their hosts and inside of them follows what is written. */
export function startInstances(context: ControllerContext): Running {
  const { connection, client, directory, clusters, virtualClusters, report } = context
  const people = watchPeople(directory)
  const insides = openInsides(virtualClusters, (key) => virtual.enqueue(key))
  const ledgers = reflect<KubeObject & Ledger>({
    connection,
    path: collectionPath(ledger, systemNamespace),
    failed: report,
    changed: (before, after) => ledgerChanged((after ?? before)?.metadata.name ?? '', after),
  })
  const installation = installationOf(client)
  const surroundings = async (): Promise<Surroundings> => {
    await ledgers.synced
    return {
      ...context,
      hosts,
      installation: await installation(),
      ledgerOf: (project) => ledgers.objects.get(`${systemNamespace}/${project}`),
    }
  }
  /** That a cluster does not answer is said of the cluster; that it refuses a watch is nobody else's to say. */
  function reportUnusual(error: unknown): void {
    const unusual = error instanceof StatusError && error.code < 500 && ![410, 429].includes(error.code)
    if (unusual && error.message !== lastUnusual) report(error)
    if (unusual) lastUnusual = error.message
  }
  let lastUnusual = ''
  const common = { surroundings, report }
  const spaces = openSide({
    ...common,
    of: spaceKind,
    instances: directory.spaceInstances,
    sync: syncSpace,
    closed: () => undefined,
  })
  const virtual = openSide({
    ...common,
    of: virtualClusterKind,
    instances: directory.virtualClusterInstances,
    sync: (at) => syncVirtualCluster(at, insides),
    closed: (key) => insides.close(key),
  })
  const sides = [spaces, virtual]
  let opened: Hosts | undefined
  const hosts = openHosts({
    clusters,
    changed: (cluster, namespace) => enqueueAll(({ index }) => index.at(cluster, namespace)),
    namespaceChanged(cluster, namespace) {
      enqueueOwner(namespace)
      enqueueAll(({ index }) => index.at(cluster, namespace.metadata.name))
    },
    reached,
    failed: reportUnusual,
  })

  opened = hosts

  const unsubscribe = directory.subscribe((change) => {
    if (change.kind !== 'Key') directoryChanged(change)
  })
  enqueueAll(({ instances }) => instances.keys())

  function enqueueAll(keys: (side: Side) => Iterable<string>): void {
    for (const side of sides) for (const key of keys(side)) side.enqueue(key)
  }

  /** Whose namespace it is by its labels, also where there is no such instance any more. */
  function enqueueOwner({ metadata }: KubeObject): void {
    const named = instanceOf(metadata.labels)
    const side = sides.find(({ of }) => of.name === named?.kind)
    if (named !== undefined) side?.enqueue(`${named.namespace}/${named.name}`)
  }

  /** A cluster answers, or does not any more. */
  function reached(cluster: string): void {
    enqueueAll(({ index }) => index.on(cluster))
    const host = opened?.of(cluster)
    if (host !== undefined)
      void host.namespaces().then((all) => [...all.values()].forEach(enqueueOwner), reportUnusual)
  }

  function directoryChanged(change: ObjectChange): void {
    const name = (change.after ?? change.before)?.metadata.name ?? ''
    switch (change.kind) {
      case 'SpaceInstance':
        if (isWritten(change.before, change.after)) spaces.changed(change.before, change.after)
        return
      case 'VirtualClusterInstance':
        if (isWritten(change.before, change.after)) virtual.changed(change.before, change.after)
        return
      case 'SpaceTemplate':
        return spaces.index.ofTemplate(name).forEach((key) => spaces.enqueue(key))
      case 'VirtualClusterTemplate':
        return virtual.index.ofTemplate(name).forEach((key) => virtual.enqueue(key))
      case 'Cluster':
        if (!sameJson(usableOf(change.before), usableOf(change.after))) reached(name)
        return
      case 'Project':
        if (isWritten(change.before, change.after))
          enqueueAll(({ index }) => index.inNamespace(projectNamespace(name)))
        return peopleChanged()
      case 'User':
      case 'Team':
        return peopleChanged()
      case 'ProjectSecret':
      // Nothing is made of it.
    }
  }

  function peopleChanged(): void {
    for (const change of people.changes()) {
      for (const project of projectsOf(change)) {
        enqueueAll(({ of, instances, index }) =>
          index.inNamespace(projectNamespace(project)).filter((key) => {
            const instance = instances.get(key)
            return instance !== undefined && concerns(change, of, instance)
          }),
        )
      }
    }
  }

  /** What waits for room, or is not in the ledger. */
  function ledgerChanged(project: string, after: Ledger | undefined): void {
    const entries = after?.spec.entries ?? {}
    enqueueAll(({ of, instances, index }) =>
      index.inNamespace(projectNamespace(project)).filter((key) => {
        const named = namedOf(of, key, '')
        const waits = instances.get(key)?.status?.reason === 'QuotaExceeded'
        return waits || (named !== undefined && entries[ledgerKey(of, named)] === undefined)
      }),
    )
  }

  return {
    async stop() {
      unsubscribe()
      ledgers.stop()
      const stopped = Promise.all(sides.map((side) => side.stop()))
      // What waits for a host that does not answer is not waited for.
      hosts.stop()
      insides.stop()
      await stopped
    },
  }
}

interface Written {
  metadata: ObjectMeta
  spec: unknown
}

/** Whether somebody changed what an object says, and not only its status. */
function isWritten(before: Written | undefined, after: Written | undefined): boolean {
  return !sameJson(saidOf(before), saidOf(after))
}

function saidOf(object: Written | undefined): unknown {
  if (object === undefined) return null
  const { uid, labels, annotations, finalizers, deletionTimestamp } = object.metadata
  return [object.spec, uid, labels, annotations, finalizers, deletionTimestamp]
}

/** What of a cluster decides whether something can be on it. */
function usableOf(
  cluster: { spec: { unusable?: boolean | undefined }; status?: unknown } | undefined,
): unknown {
  const { online } = (cluster?.status ?? {}) as { online?: boolean }
  return cluster === undefined ? null : [cluster.spec.unusable ?? false, online ?? false]
}

/** What tells apart the management clusters whose instances share a host; asked for once. */
function installationOf(client: Client): () => Promise<string> {
  let known: string | undefined
  return async () => {
    known ??= (await client.get(`/api/v1/namespaces/${systemNamespace}`)).metadata.uid ?? ''
    return known
  }
}
