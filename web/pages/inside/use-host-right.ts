import { rightToRead } from '#web/data/inside-rights.ts'
import type { Shown } from '#web/pages/instance/shown.ts'
import { skipToken, useQuery } from '@tanstack/react-query'
import { lookInto } from './look.ts'
import { podRows } from './pod-row.ts'

/** Whether the person may look at the namespace on the host in which a virtual cluster runs. */
export function useHostRight(shown: Shown): boolean {
  const look = shown.side.parts.hostPods === undefined ? undefined : lookInto(shown, 'host')
  const place = look !== undefined && 'place' in look ? look.place : undefined
  const right = rightToRead(place ?? { root: '' }, podRows)
  const { data = false } = useQuery({ ...right, ...(place === undefined ? { queryFn: skipToken } : {}) })
  return data
}
