import type { KubeObject } from '#kube/types.ts'
import { checking } from '#web/data/access.ts'
import { rightsIn } from '#web/data/inside-rights.ts'
import { useQuery } from '@tanstack/react-query'
import type { Within } from './readable.ts'

interface Of extends Within {
  object: KubeObject
  gone: boolean
}

const words = { delete: 'delete', update: 'change' } as const

/** Why the person may not do this with an object; undefined if they may. */
export function useReasonAgainst(
  verb: keyof typeof words,
  { looked, kind, place, object, gone }: Of,
): string | undefined {
  const { data: rights, error } = useQuery(rightsIn(place))
  if (gone) return `This ${kind.kind} was deleted.`
  if (!kind.verbs.includes(verb)) return `The server lets nobody ${words[verb]} a ${kind.kind}.`
  if (rights === undefined) return error === null ? checking : 'The server could not say whether you may.'
  if (rights.may(verb, kind, object.metadata.name) !== false) return undefined
  const who = looked.one === 'cluster' ? 'a platform admin' : 'its owner or an admin of the project'
  return `You may not ${words[verb]} ${kind.plural} in this ${looked.one}: ${who} can give you a role that may.`
}
