import { projectOfNamespace } from '#api/project-namespace.ts'
import type { Begun, BegunTogether } from '#web/data/begun.ts'
import { kindWords } from '#web/data/kind-words.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import type { Notice } from './notices.ts'

interface Followed {
  metadata: { name: string; deletionTimestamp?: string }
  spec: { displayName?: string | undefined }
  status?: { phase?: string; message?: string } | undefined
}

/** What is known of it by now: the object, that it is gone, or nothing yet. */
export type Known = { object?: Followed | undefined; gone: boolean } | undefined

/** How what was begun has ended: what to say of it, 'nothing' to say, or undefined while it goes on. */
export function outcomeOf(
  begun: Begun,
  known: Known,
): Pick<Notice, 'words' | 'tone' | 'to'> | 'nothing' | undefined {
  if (known === undefined) return undefined
  const { one } = kindWords(begun.kind)
  const One = one.charAt(0).toUpperCase() + one.slice(1)
  const title = known.object === undefined ? begun.name : titleOf(known.object)
  const places = placesOf(begun)
  if (begun.what === 'delete') {
    if (!known.gone) return undefined
    return {
      words: `${One} ${title} is deleted`,
      tone: 'good',
      ...(places === undefined ? {} : { to: places.list }),
    }
  }
  if (known.gone) return 'nothing'
  const phase = known.object === undefined ? 'Pending' : phaseOf(known.object)
  const to = places === undefined ? {} : { to: places.own }
  if (phase === 'Ready') return { words: `${One} ${title} is ready`, tone: 'good', ...to }
  if (phase === 'Failed') return { words: `${One} ${title} has failed`, tone: 'bad', ...to }
  return phase === 'Deleting' ? 'nothing' : undefined
}

/** The same of many that were deleted at once: there is something to say when the last of them is gone. */
export function outcomeTogether(
  { kind, names, namespace }: BegunTogether,
  left: readonly Pick<Followed, 'metadata'>[] | undefined,
): Pick<Notice, 'words' | 'tone' | 'to'> | undefined {
  const asked = new Set(names)
  if (left === undefined || left.some(({ metadata }) => asked.has(metadata.name))) return undefined
  const { one, many } = kindWords(kind)
  const places = placesOf({ kind, name: '', namespace })
  return {
    words: names.length === 1 ? `1 ${one} is deleted` : `${names.length} ${many} are deleted`,
    tone: 'good',
    ...(places === undefined ? {} : { to: places.list }),
  }
}

/** Whether a page is about it, so that one sees for oneself. */
export function isShownAt(begun: Begun, pathname: string): boolean {
  const places = placesOf(begun)
  if (places === undefined) return false
  if (begun.what === 'delete' && pathname === places.list) return true
  return pathname === places.own || pathname.startsWith(`${places.own}/`)
}

function placesOf({ kind, name, namespace }: Omit<Begun, 'what'>): { own: string; list: string } | undefined {
  const project = projectOfNamespace(namespace) ?? ''
  switch (kind.plural) {
    case 'virtualclusterinstances':
      return { own: paths.virtualCluster(project, name), list: paths.virtualClusters(project) }
    case 'spaceinstances':
      return { own: paths.space(project, name), list: paths.spaces(project) }
    case 'projects':
      return { own: paths.project(name), list: paths.projects() }
    case 'teams':
      return { own: paths.team(name), list: paths.teams() }
    case 'clusters':
      return { own: paths.cluster(name), list: paths.clusters() }
    default:
      return undefined
  }
}
