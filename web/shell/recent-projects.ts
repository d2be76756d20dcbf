/** The projects that were opened last in this browser, the newest first; what is gone or hidden stays unnamed. */
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

export function rememberProject(name: string, memory: Memory = localStorage): void {
  const others = recentProjects(memory).filter((other) => other !== name)
  memory.setItem(place, [name, ...others].slice(0, most).join(','))
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
