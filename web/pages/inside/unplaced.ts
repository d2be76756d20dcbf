import type { Watchable } from '#web/data/fold.ts'
import { insideList, slim, type Collection } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fieldsOf, listOf, textOf } from './fields.ts'
import { podKey, type PodRow } from './pod-row.ts'

interface Unplaced extends Watchable {
  /** The scheduler's word for why the pod is on no node; '' before it has one. */
  reason: string
}

/** Pods on no node, as whole objects: a Table calls all of them Pending, and not why. */
export const unplacedPods: Collection<Unplaced> = {
  group: '',
  version: 'v1',
  plural: 'pods',
  as: 'objects',
  fieldSelector: 'spec.nodeName=,status.phase=Pending',
  keep: ({ metadata, status }) => {
    const conditions = listOf(fieldsOf(status)['conditions'])
    const scheduled = conditions.find(({ type }) => type === 'PodScheduled') ?? {}
    return {
      metadata: slim(metadata),
      reason: scheduled['status'] === 'False' ? textOf(scheduled['reason']) : '',
    }
  },
}

/** With more of them than that, nobody reads the reason of each, and all those objects are much to ask for. */
const most = 200

/** The pods, those on no node with the reason for it. Only where there are such pods it is asked for. */
export function useReasons(place: Place, pods: readonly PodRow[]): readonly PodRow[] {
  const count = useMemo(() => pods.filter(isUnplaced).length, [pods])
  const list = insideList(place, unplacedPods)
  const wanted = count > 0 && count <= most
  const { data } = useQuery({ ...list, ...(wanted ? {} : { queryFn: skipToken }) })
  return useMemo(
    () => (wanted && data !== undefined ? withReasons(pods, data.items) : pods),
    [pods, data, wanted],
  )
}

function isUnplaced({ status, node }: PodRow): boolean {
  return status === 'Pending' && node === ''
}

/** Only rows that get a reason are made anew. */
export function withReasons(pods: readonly PodRow[], unplaced: readonly Unplaced[]): readonly PodRow[] {
  const reasons = new Map(unplaced.map((pod) => [podKey(pod), pod.reason]))
  return pods.map((pod) => {
    const reason = isUnplaced(pod) ? (reasons.get(podKey(pod)) ?? '') : ''
    return reason === '' ? pod : { ...pod, status: reason }
  })
}
