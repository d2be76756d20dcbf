import { forgetBegun, useBegun, type Begun } from '#web/data/begun.ts'
import { asStatusError } from '#web/data/client.ts'
import { preferences } from '#web/data/preferences.ts'
import { objectOf } from '#web/data/queries.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { tell } from './notices.ts'
import { isShownAt, outcomeOf, type Known } from './outcome.ts'

/** Follows what the person began, and tells how it ended if they are elsewhere then. */
export function FollowBegun(): ReactNode {
  return useBegun().map((begun) => (
    <Follow key={`${begun.what} ${begun.kind.plural} ${begun.namespace} ${begun.name}`} begun={begun} />
  ))
}

/** A watch for as long as something is on the way. */
function Follow({ begun }: { begun: Begun }): null {
  const { data, error } = useQuery(objectOf(begun.kind, begun.name, begun.namespace))
  const { notify = false } = useQuery(preferences).data ?? {}
  const { pathname } = useLocation()
  const isAbsent = data === undefined && error !== null && asStatusError(error).code === 404
  // Of a kind that is only known here as a kind, but which has a name that people gave it.
  const outcome = outcomeOf(begun, isAbsent ? { gone: true } : (data as Known))
  useEffect(() => {
    if (outcome === undefined) return
    forgetBegun(begun)
    if (outcome === 'nothing') return
    if (document.hidden && notify) showOutside(outcome.words)
    if (document.hidden || !isShownAt(begun, pathname)) tell(outcome)
  }, [begun, outcome, notify, pathname])
  return null
}

/** By the system, where the person wants that and the browser lets us. */
function showOutside(words: string): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  const shown = new Notification('Aerie', { body: words })
  shown.addEventListener('click', () => window.focus())
}
