import { kinds } from '#api/kinds.ts'
import { cleanupFinalizer } from '#api/labels.ts'
import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { isInstances } from './bodies.ts'
import { checkStays, factsFor, isOwnerThere, projectIn } from './facts.ts'
import type { Counted } from './reservation.ts'
import { checkInstance, type Instance } from './rules/instance.ts'
import { checkProjectSecret } from './rules/project-secret.ts'
import { checkProject } from './rules/project.ts'
import { refused } from './rules/refused.ts'
import { checkGiven } from './rules/rights.ts'
import { checkTemplateObject, type Template } from './rules/template.ts'
import type { Write } from './writing.ts'

/** An object that may be so. */
export interface Checked {
  /** Set for what counts. */
  instance?: { counted: Counted; before: Instance | undefined; after: Instance }
}

/** Whether a body's object has the shape of its kind, so that it can be checked before a cluster has seen it. */
export function isShaped({ kind: { plural } }: Write, object: object): object is KubeObject {
  const metadata: unknown = 'metadata' in object ? object.metadata : undefined
  const spec: unknown = 'spec' in object ? object.spec : {}
  const annotations = isObject(metadata) ? (metadata['annotations'] ?? {}) : undefined
  const kind = kinds.find((each) => each.plural === plural)
  return (
    isObject(metadata) &&
    typeof metadata['name'] === 'string' &&
    isObject(annotations) &&
    kind?.schema.spec.safeParse(spec).success === true
  )
}

const templates = new Set([spaceTemplate.plural, virtualClusterTemplate.plural])

/**
 * Holds an object of the shape of its kind against the rules of that kind, beside what it is so far: throws 403 for
 * what the caller may not make of it, 422 for what it cannot be.
 */
export async function checkObject(
  write: Write,
  before: KubeObject | undefined,
  after: KubeObject,
): Promise<Checked> {
  const { kind, identity } = write
  checkFinalizer(write, before, after)
  // Whoever calls has had the shape checked, here or by the cluster.
  const change = <T>() => ({ kind, identity, before: before as T | undefined, after: after as T })
  const counted = isInstances(kind.plural)
    ? await checkCounted(write, change<KubeObject & Instance>())
    : undefined
  if (kind.plural === projectKind.plural) checkProject(change<Project>())
  else if (kind.plural === projectSecret.plural) await checkSecret(write, change<ProjectSecret>())
  else if (templates.has(kind.plural)) checkTemplateObject(change<Template>())
  checkGiven(change<KubeObject>())
  return counted ?? {}
}

type InstanceChange = Parameters<typeof checkInstance>[0]

async function checkCounted({ context, info }: Write, change: InstanceChange): Promise<Checked> {
  const { kind, before, after } = change
  const project = await projectIn(context, info.namespace)
  if (before === undefined) checkStays(project)
  checkInstance(change, await factsFor(context, kind, project, after))
  const counted = { project: project.metadata.name, kind, name: after.metadata.name }
  return { instance: { counted, before, after } }
}

async function checkSecret(
  { context, info }: Write,
  change: Parameters<typeof checkProjectSecret>[0],
): Promise<void> {
  const project = await projectIn(context, info.namespace)
  if (change.before === undefined) checkStays(project)
  checkProjectSecret(change, { project, ownerIsThere: await isOwnerThere(context, change.after.spec.owner) })
}

/** Who could take it off would leave behind what was made. */
function checkFinalizer(write: Write, before: KubeObject | undefined, after: KubeObject): void {
  const had = before?.metadata.finalizers?.includes(cleanupFinalizer) === true
  if (!had || write.identity.admin || after.metadata.finalizers?.includes(cleanupFinalizer) === true) return
  const why = `${cleanupFinalizer} stays until everything that was made for it is gone`
  throw refused({ ...write, before, after }, after.metadata.name, 'metadata.finalizers', why)
}
