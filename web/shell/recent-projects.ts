import { matchPath } from 'react-router'
import { places } from '#web/paths.ts'

/**
 * The projects that were opened last, the newest first, as the server keeps the recent places; what is gone or hidden
 * stays unnamed. Also kept in this browser, where it is read for the first paint.
 */
const place = 'aerie-projects'

/** So many are remembered. */
const most = 5

/** `web-2` before `web-10`. */
const inNames = new Intl.Collator(undefined, { numeric: true })

type Memory = Pick<Storage, 'getItem' | 'setItem'>

export function recentProjects(memory: Memory = localStorage): string[] {
  const text = memory.getItem(place)
  return text === null ? [] : text.split(',').filter((name) => name !== '')
}

/** Keeps here that a project is opened, before the server hears of it. */
export function rememberProject(name: string, memory: Memory = localStorage): void {
  keep([name, ...recentProjects(memory)], memory)
}

/** Keeps here which projects were opened, wherever that was; what was opened here is the last that was. */
export function rememberProjects(recent: readonly { path: string }[], memory: Memory = localStorage): void {
  keep([...recentProjects(memory), ...projectsIn(recent)], memory)
}

function keep(names: readonly string[], memory: Memory): void {
  memory.setItem(place, [...new Set(names)].slice(0, most).join(','))
}

/** The projects of places. */
function projectsIn(recent: readonly { path: string }[]): string[] {
  return recent.flatMap(({ path }) => {
    const name = matchPath({ path: places.project, end: false }, path)?.params.project
    return name === undefined ? [] : [name]
  })
}

/** The objects with those first that were opened last; the others stay in the order of their names. */
export function recentFirst<T extends { metadata: { name: string } }>(
  objects: readonly T[],
  recent: readonly string[],
): T[] {
  const rank = ({ metadata }: T): number => {
    const at = recent.indexOf(metadata.name)
    return at === -1 ? recent.length : at
  }
  return objects.toSorted(
    (one, other) => rank(one) - rank(other) || inNames.compare(one.metadata.name, other.metadata.name),
  )
}
