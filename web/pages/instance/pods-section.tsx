import { insideList } from '#web/data/inside.ts'
import { rightToRead, type Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { lookInto } from '#web/pages/inside/look.ts'
import { countPods } from '#web/pages/inside/pod-counts.ts'
import { podRows, podState } from '#web/pages/inside/pod-row.ts'
import { PodsPicture } from '#web/pages/inside/pods-picture.tsx'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { useShown } from './shown.ts'

/** How the pods in it are, as the list of them has it, which is there at once then; nothing for who may not list them. */
export function PodsSection(): ReactNode {
  const shown = useShown()
  const look = lookInto(shown, 'inside')
  const place = 'place' in look ? look.place : undefined
  const right = rightToRead(place ?? { root: '' }, podRows)
  const { data: allowed } = useQuery({ ...right, ...(place === undefined ? { queryFn: skipToken } : {}) })
  if (place === undefined || allowed === false) return null
  const to = shown.side.parts.pods(shown.project, shown.instance.metadata.name)
  if (allowed === undefined) return <PodsPicture counts={undefined} to={to} />
  return (
    <PageBoundary key={place.root} fallback={null}>
      <Counted place={place} to={to} />
    </PageBoundary>
  )
}

function Counted({ place, to }: { place: Place; to: string }): ReactNode {
  const pods = useInside(insideList(place, podRows))
  const counts = useMemo(() => pods && countPods(pods.items.map(podState)), [pods])
  return <PodsPicture counts={counts} partial={pods?.partial === true} to={to} />
}
