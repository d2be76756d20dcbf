import { forgetBegun, useBegun, type Begun, type BegunTogether } from '#web/data/begun.ts'
import { asStatusError } from '#web/data/client.ts'
import { listOf, objectOf } from '#web/data/queries.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { isShownAt, outcomeOf, outcomeTogether, type Known } from './outcome.ts'
import { tellElsewhere } from './tell-elsewhere.ts'

/** Follows what the person began, and tells how it ended if they are elsewhere then. */
export function FollowBegun(): ReactNode {
  return useBegun().map((begun) =>
    'names' in begun ? (
      <FollowTogether key={begun.names.join(' ')} begun={begun} />
    ) : (
      <Follow key={`${begun.what} ${begun.kind.plural} ${begun.namespace} ${begun.name}`} begun={begun} />
    ),
  )
}

/** A watch for as long as something is on the way. */
function Follow({ begun }: { begun: Begun }): null {
  const client = useQueryClient()
  const { data, error } = useQuery(objectOf(begun.kind, begun.name, begun.namespace))
  const { pathname } = useLocation()
  const isAbsent = data === undefined && error !== null && asStatusError(error).code === 404
  // Of a kind that is only known here as a kind, but which has a name that people gave it.
  const outcome = outcomeOf(begun, isAbsent ? { gone: true } : (data as Known))
  useEffect(() => {
    if (outcome === undefined) return
    forgetBegun(begun)
    if (outcome !== 'nothing') tellElsewhere(client, outcome, isShownAt(begun, pathname))
  }, [client, begun, outcome, pathname])
  return null
}

/** One watch for all of them. */
function FollowTogether({ begun }: { begun: BegunTogether }): null {
  const client = useQueryClient()
  const { data } = useQuery(listOf(begun.kind, begun.namespace))
  const { pathname } = useLocation()
  const outcome = outcomeTogether(begun, data?.items)
  useEffect(() => {
    if (outcome === undefined) return
    forgetBegun(begun)
    tellElsewhere(client, outcome, outcome.to === pathname)
  }, [client, begun, outcome, pathname])
  return null
}
