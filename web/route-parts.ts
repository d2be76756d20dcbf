import type { Params } from 'react-router'
import type { Crumb, RouteHandle } from './shell/crumbs.ts'

/** Lets requests go on without waiting; what fails is kept by the cache and thrown where the page needs it. */
export function begun(...requests: Promise<unknown>[]): null {
  void Promise.allSettled(requests)
  return null
}

export function crumbs(make: (params: Params) => Crumb[]): RouteHandle {
  return { crumbs: make }
}

/** The list that an object is in. */
export function objectsCrumb(resources: string, params: Params): Crumb & { to: string } {
  const { group = '', version = '', plural = '' } = params
  return { label: plural, to: `${resources}/${[group, version, plural].map(encodeURIComponent).join('/')}` }
}
