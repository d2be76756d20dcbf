import type { Stored } from './stored.ts'

/** The current objects of one resource, sorted by `namespace/name` as etcd sorts keys. */
export class Collection {
  readonly #byPath = new Map<string, Stored>()
  #sorted: Stored[] = []
  /** The revision of the newest change, deletions included; never too small. */
  lastRevision: number

  constructor(lastRevision: number) {
    this.lastRevision = lastRevision
  }

  get size(): number {
    return this.#byPath.size
  }

  get(namespace: string, name: string): Stored | undefined {
    return this.#byPath.get(`${namespace}/${name}`)
  }

  put(stored: Stored): void {
    const path = stored.path
    const index = this.#indexOf(path)
    if (this.#byPath.has(path)) this.#sorted[index] = stored
    else this.#sorted.splice(index, 0, stored)
    this.#byPath.set(path, stored)
    this.lastRevision = stored.revision
  }

  remove(path: string, revision: number): void {
    if (this.#byPath.delete(path)) this.#sorted.splice(this.#indexOf(path), 1)
    this.lastRevision = revision
  }

  /** For loading: takes objects that are sorted by path already. */
  fill(sorted: Stored[]): void {
    this.#sorted = sorted
    for (const stored of sorted) this.#byPath.set(stored.path, stored)
  }

  /** The objects of a namespace, or of all, whose path is greater than `after`. A copy: it stays as it is. */
  list(namespace?: string, after = ''): Stored[] {
    const from = namespace === undefined ? after : maximum(after, `${namespace}/`)
    const start = this.#indexOf(from)
    const first = this.#sorted[start]?.path === after ? start + 1 : start
    const end = namespace === undefined ? this.#sorted.length : this.#indexOf(`${namespace}0`)
    return this.#sorted.slice(first, end)
  }

  /** Where the path is, or where it would be put. */
  #indexOf(path: string): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#sorted[middle]?.path ?? '') < path) low = middle + 1
      else high = middle
    }
    return low
  }
}

function maximum(a: string, b: string): string {
  return a > b ? a : b
}
