import { mostFavourites, type PlaceNote } from '#api/preferences.ts'
import { usePreference } from '#web/data/preferences.ts'
import { visible } from '#web/ui/visible.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { useCrumbs } from './crumbs.ts'
import { knownTitle } from './known-title.ts'
import { placeTitle } from './place-title.ts'

/** The place that is open, by a name that says where it is, and whether it is among the favourites. */
export function usePlace() {
  const client = useQueryClient()
  const { pathname } = useLocation()
  const crumbs = useCrumbs()
  const favourites = usePreference('favourites')
  const kept = favourites.value ?? []
  /** As it is called now: its object may have come since. */
  const note = (): PlaceNote => ({
    path: pathname,
    title: placeTitle(
      crumbs.map(({ label, of }) => ({
        label: visible((of && knownTitle(client, of)) ?? label),
        isObject: of !== undefined,
      })),
    ),
  })
  return {
    note,
    known: favourites.known,
    error: favourites.error,
    isKept: kept.some(({ path }) => path === pathname),
    isFull: kept.length >= mostFavourites,
    keep: () => favourites.set([...kept.filter(({ path }) => path !== pathname), note()]),
    drop: () => favourites.set(kept.filter(({ path }) => path !== pathname)),
  }
}
