import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { paths } from '#web/paths.ts'
import { visible } from '#web/ui/visible.ts'
import type { Entry } from './entry.ts'
import { inTurn } from '#web/data/in-turn.ts'
import { podsIn, type PodPlace } from './pod-places.ts'

/** How far it is with looking for pods everywhere. */
export interface PodSearch {
  /** All that were read so far. */
  entries: readonly Entry[]
  /** Of how many places, and the titles of those that are still being asked. */
  of: number
  waiting: readonly string[]
  /** Those that gave no answer. */
  failed: readonly string[]
}

/** What a place answered: nothing where it did not, no pods where they are not for this person. */
type Answers = ReadonlyMap<PodPlace, readonly Entry[] | undefined>

/** So many places are asked at a time. */
const width = 4

/** Reads the names of all pods that the person may see, place by place, from when `wanted` says so. */
export function usePods(wanted: boolean, places: readonly PodPlace[]): PodSearch {
  const client = useQueryClient()
  // What is asked does not change under the search because a status did.
  const [asked, setAsked] = useState<readonly PodPlace[]>()
  const [answers, setAnswers] = useState<Answers>(new Map())
  if (wanted && asked === undefined && places.length > 0) setAsked(places)
  useEffect(() => {
    if (asked === undefined) return undefined
    const stop = new AbortController()
    const ask = async (place: PodPlace): Promise<void> => {
      const pods = await podsIn(client, place).catch(() => undefined)
      if (stop.signal.aborted) return
      const entries = pods?.map((pod) => entryOf(place, pod.metadata))
      setAnswers((before) => new Map(before).set(place, entries))
    }
    void inTurn(asked, width, ask, () => stop.signal.aborted)
    return () => stop.abort()
  }, [client, asked])
  return useMemo(() => searchOf(asked ?? [], answers), [asked, answers])
}

function searchOf(asked: readonly PodPlace[], answers: Answers): PodSearch {
  const titles = (which: (place: PodPlace) => boolean): string[] =>
    asked.filter(which).map(({ title }) => title)
  return {
    entries: onlyOnce(asked.flatMap((place) => answers.get(place) ?? [])),
    of: asked.length,
    waiting: titles((place) => !answers.has(place)),
    failed: titles((place) => answers.has(place) && answers.get(place) === undefined),
  }
}

/** A pod of a space is one of its cluster, too; the space comes first. */
function onlyOnce(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.id, entry])).values()].toReversed()
}

function entryOf(
  { what, title, host }: PodPlace,
  { name, namespace }: { name: string; namespace?: string },
): Entry {
  const to = paths.object(what, { group: '', version: 'v1', plural: 'pods' }, { namespace, name })
  const where = 'space' in what ? title : `${namespace ?? ''} · ${title}`
  const id = host === undefined ? to : `${host}/${namespace ?? ''}/${name}`
  return { id, group: 'Pods', title: visible(name), beside: where, does: { to } }
}
