import { paths, places } from '#web/paths.ts'
import { matchPath } from 'react-router'

/** What one is in at an address, the closest first: a space, a virtual cluster or a cluster, and its project. */
export function scopesOf(pathname: string): string[] {
  const around = [places.space, places.virtualCluster, places.cluster].flatMap((place) => {
    const match = matchPath({ path: place, end: false }, pathname)
    return match === null ? [] : [match.pathnameBase]
  })
  const { project } = matchPath({ path: places.project, end: false }, pathname)?.params ?? {}
  return project === undefined ? around : [...around, paths.project(project)]
}

/** How near a place is to where one is: 0 in the closest of it, and their number where it is in none. */
export function distanceOf(place: string | undefined, scopes: readonly string[]): number {
  const at = scopes.findIndex((scope) => place === scope || place?.startsWith(`${scope}/`) === true)
  return at === -1 ? scopes.length : at
}
