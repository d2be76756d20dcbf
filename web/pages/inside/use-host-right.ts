import { pods, rightToRead } from '#web/data/inside-rights.ts'
import type { Shown } from '#web/pages/instance/shown.ts'
import { skipToken, useQuery } from '@tanstack/react-query'
import { hostOf, lookInto } from './look.ts'

/**
 * Whether the person may look at the namespace on the host in which a virtual cluster runs. Who could is still led
 * there when it goes, but nothing is asked any more.
 */
export function useHostRight(shown: Shown): boolean {
  const place = shown.side.parts.hostPods === undefined ? undefined : hostOf(shown.instance)
  const asks = place !== undefined && 'place' in lookInto(shown, 'host')
  const right = rightToRead(place ?? { root: '' }, pods)
  const { data = false } = useQuery({ ...right, ...(asks ? {} : { queryFn: skipToken }) })
  return data
}
