import type { Project } from '#api/kinds/project.ts'
import { objectPath } from '#api/paths.ts'
import type { LedgerEntry } from '#api/kinds/ledger.ts'
import { StatusError } from '#kube/status.ts'
import { isAllowed } from '#server/controllers/choose-cluster.ts'
import { sameClaim } from '#server/quota/book.ts'
import { claimOf } from '#server/quota/claim.ts'
import { builtInValues } from '#api/parameters.ts'
import { builtInsOf } from './built-ins.ts'
import { belongsTo, checkNamespaceName, hostNamespaceName, type Named } from './host-namespace.ts'
import { Problem, Waiting } from './problem.ts'
import { ledgerKey, type Instance, type InstanceKind, type Surroundings } from './subject.ts'

/** Where an instance is on its host; written once, and then for ever. */
export interface Place {
  cluster: string
  namespace: string
  /** Its name there; a space has none. */
  virtualCluster?: string | undefined
}

/** Where it was put; undefined before. */
export function placeOf({ spec }: Instance): Place | undefined {
  const ref: {
    cluster?: string | undefined
    namespace?: string | undefined
    virtualCluster?: string | undefined
  } = spec.clusterRef ?? {}
  const { cluster, namespace, virtualCluster } = ref
  if (!cluster || !namespace) return undefined
  return { cluster, namespace, ...(virtualCluster ? { virtualCluster } : {}) }
}

/** Whom the ledger counts an instance for that says nothing itself: a server may have stopped between the two. */
export function unsaidOwner(instance: Instance, entry: LedgerEntry | undefined): Instance['spec']['owner'] {
  const { user, team } = instance.spec.owner ?? {}
  return user || team ? undefined : entry?.owner
}

/** Sees to it that the ledger has it: what was written past the gateway counts like everything else. */
export async function reserve(
  { ledgers, ledgerOf }: Pick<Surroundings, 'ledgers' | 'ledgerOf'>,
  of: InstanceKind,
  named: Named,
  instance: Instance,
): Promise<void> {
  const key = ledgerKey(of, named)
  const after = claimOf(instance)
  const known = ledgerOf(named.project)?.spec.entries?.[key]
  if (known !== undefined && sameClaim(known, after)) return
  try {
    await ledgers.reserve(named.project, { operation: 'update', key, after })
  } catch (error) {
    if (error instanceof StatusError && error.code === 422) throw new Waiting('QuotaExceeded', error.message)
    throw error
  }
}

/**
 * Where it goes, written before anything is made there: the cluster that it names, else the one with most room
 * of those that its project allows. Throws Problem and Waiting.
 */
export async function place(
  surroundings: Surroundings,
  of: InstanceKind,
  named: Named,
  instance: Instance,
  project: Project,
): Promise<Place> {
  const before = placeOf(instance)
  const wanted = instance.spec.clusterRef?.cluster || (await chooseFor(surroundings, project))
  checkAllowed(project, wanted)
  const annotations = surroundings.directory.clusters.get(wanted)?.metadata.annotations
  const values = builtInValues(builtInsOf(named, instance, { cluster: wanted, namespace: '' }, annotations))
  const pattern = project.spec.namespacePattern?.[of.name === 'SpaceInstance' ? 'space' : 'virtualCluster']
  const namespace =
    before?.namespace ?? (instance.spec.clusterRef?.namespace || hostNamespaceName(named, pattern, values))
  checkNamespaceName(namespace)
  const placed: Place = {
    cluster: wanted,
    namespace,
    ...(of.name === 'SpaceInstance' ? {} : { virtualCluster: before?.virtualCluster ?? named.name }),
  }
  if (before === undefined || before.virtualCluster !== placed.virtualCluster) {
    const path = objectPath(of.kind, named.name, named.namespace)
    const { resourceVersion } = instance.metadata
    await surroundings.client.merge(path, { metadata: { resourceVersion }, spec: { clusterRef: placed } })
  }
  return placed
}

async function chooseFor({ room }: Surroundings, project: Project): Promise<string> {
  const chosen = await room.choose(project)
  if (chosen === undefined)
    throw new Waiting(
      'NoClusterAvailable',
      `none of the clusters that project ${project.metadata.name} allows can be used and is online`,
    )
  return chosen
}

function checkAllowed({ metadata, spec }: Project, cluster: string): void {
  const allowed = spec.allowedClusters ?? []
  if (
    isAllowed(
      allowed.map(({ name = '' }) => name),
      cluster,
    )
  )
    return
  const names = allowed.map(({ name = '' }) => name).join(', ')
  throw new Problem(
    'ClusterNotAllowed',
    `project ${metadata.name} does not allow the cluster ${cluster}: ${names === '' ? 'it allows none' : `choose one of ${names}`}`,
  )
}

/** Whether a namespace is taken by somebody else. */
export function checkFree(
  labels: Record<string, string> | undefined,
  named: Named,
  { cluster, namespace }: Place,
): void {
  if (belongsTo(labels, named)) return
  throw new Problem(
    'NamespaceTaken',
    `there is a namespace ${namespace} on cluster ${cluster} that is not this instance's: choose another one`,
  )
}
