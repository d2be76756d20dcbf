import type { Kind } from '#api/kind.ts'
import type { Project } from '#api/kinds/project.ts'
import { cleanupFinalizer } from '#api/labels.ts'
import { objectPath } from '#api/paths.ts'
import type { JsonObject } from '#kube/json.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { addFinalizer, writeStatus } from '#server/controllers/objects.ts'
import { builtInsOf } from './built-ins.ts'
import { resolveDefinition, sourceHash, type TemplateSpec, type Wanted } from './definition.ts'
import type { Named } from './host-namespace.ts'
import type { Host } from './hosts.ts'
import { place, placeOf, reserve, unsaidOwner, type Place } from './placement.ts'
import { Problem, Waiting } from './problem.ts'
import { walk, type Progress, type Step } from './progress.ts'
import { ledgerKey, type Instance, type InstanceKind, type Surroundings } from './subject.ts'

/** One look at one instance: what is known of it, and the status that it will have. */
export interface Walk<I extends Instance> {
  surroundings: Surroundings
  of: InstanceKind
  named: Named
  instance: I
  /** Aborted when nobody waits any more: what fails then says nothing of the instance. */
  signal: AbortSignal
  /** What the status is going to be. */
  status: JsonObject
  /** Where it is; there once it was placed. */
  place?: Place
}

/** Begins with the finalizer: nothing is made for an instance that could go without being cleaned up. */
export async function beginWalk<I extends Instance>(
  surroundings: Surroundings,
  of: InstanceKind,
  named: Named,
  seen: I,
  signal: AbortSignal,
): Promise<Walk<I>> {
  const instance = await addFinalizer(surroundings.client, of.kind, seen, cleanupFinalizer)
  const placed = placeOf(instance)
  return {
    surroundings,
    of,
    named,
    instance,
    signal,
    status: { ...instance.status },
    ...(placed === undefined ? {} : { place: placed }),
  }
}

/** Writes the status as far as it is known. */
export async function saveStatus<I extends Instance>(at: Walk<I>): Promise<void> {
  await writeStatus(at.surroundings.client, at.of.kind, at.instance, at.status)
  at.instance = { ...at.instance, status: { ...at.status } }
}

/**
 * Goes through the steps, and writes what came of it. `first` is done before all of them, and whatever holds them:
 * whoever may not use the instance any more is out.
 */
export async function finishWalk<I extends Instance>(
  at: Walk<I>,
  first: () => Promise<void>,
  steps: readonly Step[],
): Promise<Progress> {
  const fault = await first().then(
    () => undefined,
    (error: unknown) => error,
  )
  const { fault: later = fault, ...said } = await walk(steps, at.instance.status?.conditions)
  const progress = { ...said, ...(later === undefined ? {} : { fault: later }) }
  if (at.signal.aborted) return progress
  const { phase, reason, message, conditions } = progress
  at.status = { ...at.status, phase, reason, message, conditions }
  await saveStatus(at)
  return progress
}

/** Counts for its project, and has a place. */
export function scheduledStep<I extends Instance>(at: Walk<I>): Step {
  const { surroundings, of, named } = at
  return {
    type: 'Scheduled',
    async run() {
      const project = projectOf(at)
      await nameOwner(at)
      await reserve(surroundings, of, named, at.instance)
      at.place = await place(surroundings, of, named, at.instance, project)
      return `in namespace ${at.place.namespace} of cluster ${at.place.cluster}`
    },
  }
}

/** Where an apply makes an instance, its owner follows; here, if the server could not say it any more. */
async function nameOwner<I extends Instance>(at: Walk<I>): Promise<void> {
  const entry = at.surroundings.ledgerOf(at.named.project)?.spec.entries?.[ledgerKey(at.of, at.named)]
  const owner = unsaidOwner(at.instance, entry)
  if (owner === undefined) return
  await writeInstance(at, { spec: { owner } })
  at.instance = { ...at.instance, spec: { ...at.instance.spec, owner } }
}

function projectOf({ surroundings, named }: Pick<Walk<Instance>, 'surroundings' | 'named'>): Project {
  const project = surroundings.directory.projects.get(named.project)
  if (project === undefined) throw new Waiting('ProjectMissing', `there is no project ${named.project}`)
  return project
}

/** The host of a placed instance. */
export function hostOf({ surroundings, place: placed }: Walk<Instance>): { host: Host; place: Place } {
  if (placed === undefined) throw new Waiting('NotScheduled', 'it has no place yet')
  const host = reachedHost(surroundings, placed.cluster)
  if (host !== undefined) return { host, place: placed }
  if (surroundings.directory.clusters.has(placed.cluster))
    throw new Waiting('ClusterUnreachable', `the cluster ${placed.cluster} is not reached`)
  throw new Problem(
    'ClusterMissing',
    `there is no cluster ${placed.cluster}: it was removed, and what was on it is lost`,
  )
}

/** Undefined for a host of which it is known that it does not answer: to wait for it would keep others waiting. */
export function reachedHost({ hosts, directory }: Surroundings, cluster: string): Host | undefined {
  return directory.clusters.get(cluster)?.status?.online === false ? undefined : hosts.of(cluster)
}

/** How one kind of instance keeps what it is made from. */
export interface Definitions<Definition extends object> {
  /** The kind of its templates. */
  templateKind: Kind
  /** As the watch knows it. */
  template: (name: string) => { spec: TemplateSpec<Definition> } | undefined
  wanted: Wanted<Definition>
  /** What it was made from last. */
  current: Definition | undefined
  /** The field of the status. */
  field: 'space' | 'virtualCluster'
}

/**
 * What it is made from, filled in and kept in its status. With an edit that cannot be filled in, the rest goes on
 * with what was good before.
 */
export function resolvedStep<I extends Instance, D extends InstanceTemplated>(
  at: Walk<I>,
  { templateKind, template, wanted, current, field }: Definitions<D>,
  take: (definition: D) => void,
): Step {
  if (current !== undefined) take(current)
  return {
    type: 'TemplateResolved',
    optional: () => current !== undefined,
    async run() {
      const { name, syncOnce = false } = wanted.templateRef ?? {}
      const known = sourceHash(wanted, name ? template(name)?.spec : undefined)
      if (current !== undefined && !syncOnce && at.status['templateHash'] === known)
        return sourceSaid(at.instance)
      // It may be kept for long, so it is made from what the template says now.
      const spec = name ? await readTemplate<D>(at, templateKind, name) : undefined
      const hash = sourceHash(wanted, spec)
      const { place: placed } = hostOf(at)
      const annotations = at.surroundings.directory.clusters.get(placed.cluster)?.metadata.annotations
      const about = builtInsOf(at.named, at.instance, placed, annotations)
      const { definition, source } = resolveDefinition(templateKind.kind, wanted, spec, about)
      take(definition)
      // In this order: what is not done when a server is stopped is done by the next walk.
      await giveMetadata(at, definition)
      at.status = { ...at.status, [field]: definition, templateHash: hash }
      await saveStatus(at)
      if (wanted.templateRef?.syncOnce !== undefined)
        await writeInstance(at, { spec: { templateRef: { syncOnce: null } } })
      return source
    },
  }
}

async function readTemplate<D>(
  { surroundings }: Walk<Instance>,
  kind: Kind,
  name: string,
): Promise<TemplateSpec<D> | undefined> {
  const found = await orAbsent(surroundings.client.get<{ spec: TemplateSpec<D> }>(objectPath(kind, name)))
  return found?.spec
}

/** Which template it was made from, as was said then. */
function sourceSaid({ status }: Instance): string | undefined {
  return status?.conditions?.find(
    ({ type, status: holds }) => type === 'TemplateResolved' && holds === 'True',
  )?.message
}

interface InstanceTemplated {
  instanceTemplate?:
    | {
        metadata?:
          | { labels?: Record<string, string> | undefined; annotations?: Record<string, string> | undefined }
          | undefined
      }
    | undefined
}

/** What a template gives the instance itself. */
async function giveMetadata(at: Walk<Instance>, { instanceTemplate }: InstanceTemplated): Promise<void> {
  const { labels = {}, annotations = {} } = instanceTemplate?.metadata ?? {}
  if (Object.keys(labels).length + Object.keys(annotations).length > 0)
    await writeInstance(at, { metadata: { labels, annotations } })
}

async function writeInstance({ surroundings, of, named }: Walk<Instance>, patch: object): Promise<void> {
  await surroundings.client.merge(objectPath(of.kind, named.name, named.namespace), patch)
}
