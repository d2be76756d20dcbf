import { useMatches, type Params } from 'react-router'
import type { Named } from './known-title.ts'

export interface Crumb {
  label: string
  /** The object it stands for, which may be called otherwise. */
  of?: Named
  /** Where it leads; the last one leads nowhere, for one is there. */
  to?: string
  /** Left out on a narrow window: where it leads is one step above what is shown. */
  minor?: boolean
  /** The project that it stands for: beside it one goes to another one. */
  project?: string
}

/** What the shell wants to know of a route. */
export interface RouteHandle {
  crumbs: (params: Params) => Crumb[]
}

/** Where one is, from the outermost place to the page itself. */
export function useCrumbs(): Crumb[] {
  return useMatches().flatMap(({ handle, params }) => (isRouteHandle(handle) ? handle.crumbs(params) : []))
}

function isRouteHandle(handle: unknown): handle is RouteHandle {
  return typeof handle === 'object' && handle !== null && 'crumbs' in handle
}
