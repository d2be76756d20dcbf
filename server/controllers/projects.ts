import type { Kind } from '#api/kind.ts'
import { ledger, type Ledger } from '#api/kinds/ledger.ts'
import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { spaceInstance, type SpaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance, type VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { cleanupFinalizer } from '#api/labels.ts'
import { collectionPath, objectPath } from '#api/paths.ts'
import { projectNamespace, projectOfNamespace } from '#api/project-namespace.ts'
import { statusQuotas } from '#api/quota.ts'
import type { KubeObject } from '#kube/types.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { reflect } from '#server/cluster/reflector.ts'
import { systemNamespace } from '#server/identity/keys.ts'
import { setCondition, type WantedCondition } from './conditions.ts'
import type { ControllerContext, Running } from './context.ts'
import { startController } from './controller.ts'
import { staleEntries } from './ledger-repair.ts'
import { listed } from './listed.ts'
import { addFinalizer, removeFinalizer, writeStatus } from './objects.ts'
import { ensureProjectNamespace, namespaceOf, namespacePath } from './project-namespace.ts'

type Instance = SpaceInstance | VirtualClusterInstance

/**
 * Sees to it that every project has its namespace and its ledger, and says what is used of its quotas. What was
 * reserved for an instance that never came, or is gone, is given back. A deleted project takes its instances with
 * it, then its namespace, then its ledger.
 */
export function startProjects(context: ControllerContext): Running {
  const { client, connection, directory, report } = context
  /** The namespaces that were last applied, so that only a change is applied again. */
  const applied = new Map<string, { wanted: string; problem?: string }>()

  const controller = startController({ name: 'projects', reconcile, report, concurrency: 4 })
  const ledgers = reflect<KubeObject & Ledger>({
    connection,
    path: collectionPath(ledger, systemNamespace),
    failed: report,
    changed: (before, after) => controller.enqueue((after ?? before)?.metadata.name ?? ''),
  })
  const namespaces = reflect<KubeObject>({
    connection,
    path: '/api/v1/namespaces',
    failed: report,
    changed: (before, after) => {
      const project = projectOfNamespace((after ?? before)?.metadata.name)
      if (project !== undefined) controller.enqueue(project)
    },
  })
  let ready = false
  const begin = async (): Promise<void> => {
    await Promise.all([ledgers.synced, namespaces.synced])
    ready = true
    for (const name of directory.projects.keys()) controller.enqueue(name)
  }
  // It fails only where everything is stopped before.
  begin().catch(() => {})

  const unsubscribe = directory.subscribe((change) => {
    if (change.kind === 'Project') controller.enqueue((change.after ?? change.before)?.metadata.name ?? '')
    if (change.kind !== 'SpaceInstance' && change.kind !== 'VirtualClusterInstance') return
    const { before, after } = change
    const moved = before?.spec.clusterRef?.cluster !== after?.spec.clusterRef?.cluster
    if (before !== undefined && after !== undefined && !moved) return
    const project = projectOfNamespace((after ?? before)?.metadata.namespace)
    if (project !== undefined) controller.enqueue(project)
  })

  async function reconcile(name: string): Promise<void> {
    // All are asked for when everything is known.
    if (!ready) return
    const found = directory.projects.get(name)
    if (found === undefined) return void applied.delete(name)
    if (found.metadata.deletionTimestamp !== undefined) return remove(found)
    const project = await addFinalizer(client, projectKind, found, cleanupFinalizer)
    const conditions = await ensureNamespace(project)
    const book = ledgers.objects.get(`${systemNamespace}/${name}`)
    // That of an earlier project of the name says nothing.
    const own = book?.metadata.ownerReferences?.some(({ uid }) => uid === project.metadata.uid) === true
    if (!own) await context.ledgers.ensure(name)
    const entries = own ? (book.spec.entries ?? {}) : {}
    const quotas = statusQuotas(
      project.spec.quotas,
      entries,
      (key) => instanceOf(name, key)?.spec.clusterRef?.cluster,
    )
    await writeStatus(client, projectKind, project, {
      ...project.status,
      quotas,
      conditions: withAll(project, conditions),
    })
    await repairLedger(name, entries)
  }

  function instanceOf(project: string, key: string): Instance | undefined {
    const [plural, name] = key.split('/', 2)
    return directory.all(plural ?? '').get(`${projectNamespace(project)}/${name}`) as Instance | undefined
  }

  async function ensureNamespace(project: Project): Promise<WantedCondition[]> {
    const { name } = project.metadata
    const wanted = JSON.stringify(namespaceOf(project))
    const there = namespaces.objects.get(projectNamespace(name))
    if (there?.metadata.deletionTimestamp !== undefined) {
      // It comes back when it is gone; the watch tells.
      applied.delete(name)
      return [waits('NamespaceTerminating', `The namespace ${there.metadata.name} is being deleted.`)]
    }
    const before = applied.get(name)
    const asItWas = before?.wanted === wanted && there !== undefined && isAsWanted(there, project, before)
    const now = asItWas ? before : { wanted, ...(await ensureProjectNamespace(client, project)) }
    applied.set(name, now)
    return [
      { type: 'Ready', status: 'True' },
      now.problem === undefined
        ? { type: 'NamespaceTemplateSynced', status: 'True' }
        : {
            type: 'NamespaceTemplateSynced',
            status: 'False',
            severity: 'Error',
            reason: 'InvalidTemplate',
            message: now.problem,
          },
    ]
  }

  /** Gives back what was reserved for instances that are not there, and looks again when more may be due. */
  async function repairLedger(name: string, entries: NonNullable<Ledger['spec']['entries']>): Promise<void> {
    const { due, lookAgainIn } = staleEntries(
      entries,
      (key) => instanceOf(name, key) !== undefined,
      Date.now(),
    )
    for (const key of due) await context.ledgers.release(name, key)
    if (lookAgainIn !== undefined) controller.enqueue(name, lookAgainIn)
  }

  async function remove(project: Project): Promise<void> {
    const { name, finalizers = [] } = project.metadata
    if (!finalizers.includes(cleanupFinalizer)) return
    const left = await removeInstances(name)
    if (left.length > 0)
      return say(project, waits('InstancesRemaining', `Waits for these to be gone: ${listed(left)}.`))
    const namespace = projectNamespace(name)
    const leaving = namespaces.objects.get(namespace)?.metadata.deletionTimestamp !== undefined
    if (leaving || (await orAbsent(client.remove(namespacePath(namespace)))) !== undefined)
      return say(project, waits('NamespaceRemaining', `Waits for the namespace ${namespace} to be gone.`))
    await orAbsent(client.remove(objectPath(ledger, name, systemNamespace)))
    await removeFinalizer(client, projectKind, project, cleanupFinalizer)
  }

  /** Deletes what is in the project, and names what is still there. */
  async function removeInstances(project: string): Promise<string[]> {
    const namespace = projectNamespace(project)
    const kinds: [Kind, ReadonlyMap<string, Instance>][] = [
      [spaceInstance, directory.spaceInstances],
      [virtualClusterInstance, directory.virtualClusterInstances],
    ]
    const left = kinds.flatMap(([kind, all]) =>
      [...all.values()]
        .filter(({ metadata }) => metadata.namespace === namespace)
        .map(({ metadata }) => ({ kind, metadata })),
    )
    const standing = left.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    await Promise.all(
      standing.map(({ kind, metadata }) =>
        orAbsent(client.remove(objectPath(kind, metadata.name, namespace))),
      ),
    )
    return left.map(({ kind, metadata }) => `${kind.singular} ${metadata.name}`)
  }

  function say(project: Project, condition: WantedCondition): Promise<void> {
    const conditions = withAll(project, [condition])
    return writeStatus(client, projectKind, project, { ...project.status, conditions })
  }

  return {
    async stop() {
      unsubscribe()
      ledgers.stop()
      namespaces.stop()
      await controller.stop()
    },
  }
}

function withAll({ status }: Project, wanted: readonly WantedCondition[]) {
  return wanted.reduce<ReturnType<typeof setCondition>>(
    (conditions, condition) => setCondition(conditions, condition),
    status?.conditions ?? [],
  )
}

function waits(reason: string, message: string): WantedCondition {
  return { type: 'Ready', status: 'False', severity: 'Info', reason, message }
}

/** Whether nobody has taken from the namespace what it was given. */
function isAsWanted(there: KubeObject, project: Project, { problem }: { problem?: string }): boolean {
  const { namespaceTemplate: _template, ...plain } = project.spec
  const { metadata } = namespaceOf(problem === undefined ? project : { ...project, spec: plain })
  const has = (live: Record<string, string> = {}, wanted: Record<string, string> = {}) =>
    Object.entries(wanted).every(([key, value]) => live[key] === value)
  return has(there.metadata.labels, metadata.labels) && has(there.metadata.annotations, metadata.annotations)
}
