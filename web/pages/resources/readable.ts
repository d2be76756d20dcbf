import type { Place, Resource } from '#web/data/inside-rights.ts'
import type { ServedKind } from '#web/data/kinds-inside.ts'
import { visible } from '#web/ui/visible.ts'
import type { LookedInto } from './looked-into.ts'

/** A kind where it is looked at: in all of something, or in one namespace of it. */
export interface Within {
  looked: LookedInto
  kind: ServedKind
  place: Place
}

/** Why a kind cannot be looked at here, whoever one is; undefined where it can. */
export function notReadable(
  { one, place }: LookedInto,
  { plural }: Resource,
  kind: ServedKind | undefined,
): { title: string; why: string } | undefined {
  if (kind === undefined) {
    return {
      title: `There is no kind “${visible(plural)}” here`,
      why: `The Kubernetes API of this ${one} does not name it in this version. Perhaps its definition was deleted.`,
    }
  }
  if (!kind.namespaced && place.namespace !== undefined) {
    return {
      title: `${kind.many} are no part of a space`,
      why: 'A space is one namespace, and they are in none.',
    }
  }
  if (!kind.verbs.includes('watch')) {
    return {
      title: `${kind.many} cannot be followed`,
      why: 'The server tells of them only when it is asked: kubectl get shows them.',
    }
  }
  return undefined
}
