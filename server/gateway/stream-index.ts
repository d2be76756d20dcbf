/** Things under several keys each, so that a change finds those that it touches without looking at all. */
export interface Index<T> {
  add(thing: T): void
  remove(thing: T): void
  at(key: string): ReadonlySet<T>
  keys(): Iterable<string>
}

export function makeIndex<T>(keysOf: (thing: T) => readonly string[]): Index<T> {
  const found = new Map<string, Set<T>>()
  const none: ReadonlySet<T> = new Set()
  return {
    add(thing) {
      for (const key of keysOf(thing)) {
        const here = found.get(key)
        if (here === undefined) found.set(key, new Set([thing]))
        else here.add(thing)
      }
    },
    remove(thing) {
      for (const key of keysOf(thing)) {
        const here = found.get(key)
        here?.delete(thing)
        if (here?.size === 0) found.delete(key)
      }
    },
    at: (key) => found.get(key) ?? none,
    keys: () => found.keys(),
  }
}
