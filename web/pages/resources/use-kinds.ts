import type { Watchable } from '#web/data/fold.ts'
import { insideList, slim, type Collection } from '#web/data/inside.ts'
import { rightsIn, type Place } from '#web/data/inside-rights.ts'
import { kindsInside, type ServedKind } from '#web/data/kinds-inside.ts'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** Custom kinds as far as one must know that they changed. */
const customKinds: Collection<Watchable> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
  as: 'table',
  shape: 'versions',
  keep: ({ metadata }) => ({ metadata: slim(metadata) }),
}

/**
 * The kinds that the API server of a place has; undefined until they are known. They are asked for anew when one was
 * defined or taken away, where the person may see that.
 */
export function useKinds(place: Place): readonly ServedKind[] | undefined {
  const { data, error } = useQuery(kindsInside(place.root))
  if (error !== null && data === undefined) throw error
  useNewKinds(place)
  return data
}

function useNewKinds({ root, namespace }: Place): void {
  const client = useQueryClient()
  // A space is one namespace, and definitions are in none.
  const isWhole = namespace === undefined
  const rights = rightsIn({ root })
  const { data: allowed } = useQuery({ ...rights, ...(isWhole ? {} : { queryFn: skipToken }) })
  const follows = isWhole && allowed?.reads(customKinds) === true
  const list = insideList({ root }, customKinds)
  const { data } = useQuery({ ...list, ...(follows ? {} : { queryFn: skipToken }) })
  const known = follows ? data?.items : undefined
  const before = useRef(known)
  useEffect(() => {
    if (before.current !== undefined && known !== undefined && before.current !== known)
      void client.invalidateQueries({ queryKey: kindsInside(root).queryKey })
    before.current = known
  }, [client, root, known])
}
