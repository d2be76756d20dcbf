import { noteVisit } from '#web/data/preferences.ts'
import { places } from '#web/paths.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { matchPath, useLocation } from 'react-router'
import { usePlace } from './use-place.ts'

/** Places that one need not be led back to: one is there with one key, or only once. */
const passing = [places.home, places.newTeam, places.editTeam, places.newVirtualCluster, places.newSpace]

/** Notes where somebody stays, for the recent places of all their browsers. */
export function useVisits(): void {
  const client = useQueryClient()
  const { pathname } = useLocation()
  const { note } = usePlace()
  const latest = useRef(note)
  useEffect(() => {
    latest.current = note
  })
  useEffect(() => {
    const isKnown = Object.values(places).some((place) => matchPath(place, pathname) !== null)
    if (!isKnown || passing.some((place) => matchPath(place, pathname) !== null)) return
    noteVisit(client, () => latest.current())
  }, [client, pathname])
}
