import type { KubeObject } from '#kube/types.ts'
import { parseManifests } from './manifests.ts'
import { Problem } from './problem.ts'
import type { Target } from './target.ts'

/** The manifests of a template, and what is known to have been applied before. */
export interface Manifests {
  text: string | undefined
  before: string | undefined
  /**
   * Whether they are an instance's own and no template's. Then they bind nobody: with rights of Aerie's, whoever
   * wrote them could give themselves more than they have.
   */
  isOwn?: boolean
  /** Where all of them go; where it is undefined each goes where it says. */
  namespace?: string
  /** Notes durably what will have been applied. */
  note: (text: string) => Promise<void>
}

/**
 * Applies the manifests and removes what left them. What is new is noted after the old is gone and before the
 * first of it is there: so whatever was ever applied is known, wherever a server was stopped.
 */
export async function syncManifests(
  target: Target,
  { text = '', before = '', isOwn = false, namespace, note }: Manifests,
): Promise<void> {
  const place = namespace === undefined ? {} : { namespace }
  const wanted = parseManifests(text)
  if (isOwn) refuseRoles(wanted)
  if (before !== text) {
    const kept = new Set(wanted.map(idOf))
    for (const object of readApplied(before)) {
      if (!kept.has(idOf(object))) await removeGone(target, object, place)
    }
    await note(text)
  }
  for (const object of wanted.toSorted((one, other) => orderOf(one) - orderOf(other)))
    await target.ensure(object, place)
}

function refuseRoles(objects: readonly KubeObject[]): void {
  const found = objects.find(({ apiVersion }) => apiVersion.startsWith('rbac.authorization.k8s.io/'))
  if (found === undefined) return
  const { kind, metadata } = found
  throw new Problem(
    'ObjectNotAllowed',
    `${kind} ${metadata.name} is for a template to make: remove it from spec.template, and create it afterwards`,
  )
}

/** What was noted could be read once; a later version that is stricter must not hold up a removal. */
export function readApplied(text = ''): readonly KubeObject[] {
  try {
    return parseManifests(text)
  } catch (error) {
    if (error instanceof Problem) return []
    throw error
  }
}

/** An object of a kind that is gone is gone with it. */
async function removeGone(target: Target, object: KubeObject, place: { namespace?: string }): Promise<void> {
  try {
    await target.remove(object, place)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

function idOf({ apiVersion, kind, metadata }: KubeObject): string {
  // A new version of the same group is the same object.
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : ''
  return [group, kind, metadata.namespace ?? '', metadata.name].join('/')
}

/** What others are in or made of comes first. */
function orderOf({ kind }: KubeObject): number {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition' ? 0 : 1
}
