import { places } from '#web/paths.ts'
import { matchPath } from 'react-router'
import type { ShellTarget } from './open.ts'

/** What a kubectl shell is for that is opened at a place of the console: what one looks into. */
export function shellTargetOf(pathname: string): ShellTarget {
  for (const [kind, place] of [
    ['virtualCluster', places.virtualCluster],
    ['space', places.space],
  ] as const) {
    const { project, name } = matchPath({ path: place, end: false }, pathname)?.params ?? {}
    if (project !== undefined && name !== undefined) return { kind, project, name }
  }
  const { cluster } = matchPath({ path: places.cluster, end: false }, pathname)?.params ?? {}
  return cluster === undefined ? { kind: 'management' } : { kind: 'cluster', cluster }
}
