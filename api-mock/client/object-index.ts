import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { peekObject } from '#api-mock/resources/objects.ts'
import type { Stored } from '#api-mock/store/stored.ts'

/** A change of one entry: `previous` alone is a deletion, `current` alone a new object. */
export interface Change<T> {
  current: T | undefined
  previous: T | undefined
}

export interface IndexOptions<T> {
  definition: ResourceDefinition
  /** Only the objects of this namespace are known; of all unless given. */
  namespace?: string
  /** What is kept of each object, which is for reading only: little, since there may be thousands. */
  read: (object: KubeObject) => T
  /** The keys under which entries are found, by the name of the key; undefined for none. */
  keys?: Record<string, (entry: T) => string | undefined>
}

/**
 * What a controller knows of one resource: an entry for each object, found by name or by key, with a word of
 * each change. It follows the store itself, so that it is never behind what has been acknowledged. Handlers
 * run inside a commit: they note what is to be done (`Worker.add`) and do nothing themselves.
 */
export class Index<T> {
  readonly #options: IndexOptions<T>
  readonly #entries = new Map<string, T>()
  readonly #byKey = new Map<string, Map<string, Map<string, T>>>()
  readonly #handlers = new Set<(change: Change<T>) => void>()
  readonly #unsubscribe: () => void

  constructor({ store }: Cluster, options: IndexOptions<T>) {
    this.#options = options
    const resource = storageKey(options.definition)
    for (const name of Object.keys(options.keys ?? {})) this.#byKey.set(name, new Map())
    const { namespace } = options
    for (const stored of store.collection(resource).list(namespace)) this.#put(stored)
    this.#unsubscribe = store.subscribe((changes) => {
      for (const { resource: changed, deleted, current } of changes) {
        if (changed !== resource || (namespace !== undefined && namespace !== current.namespace)) continue
        const previous = this.#drop(current.path)
        const entry = deleted ? undefined : this.#put(current)
        for (const handler of this.#handlers) handler({ current: entry, previous })
      }
    })
  }

  get(namespace: string, name: string): T | undefined {
    return this.#entries.get(`${namespace}/${name}`)
  }

  all(): Iterable<T> {
    return this.#entries.values()
  }

  /** The entries that have this value under a key, such as the pods of a node. */
  by(key: string, value: string): T[] {
    return [...(this.#byKey.get(key)?.get(value)?.values() ?? [])]
  }

  /** The one entry that has this value under a key that is unique, such as a uid. */
  find(key: string, value: string): T | undefined {
    return this.#byKey.get(key)?.get(value)?.values().next().value
  }

  count(key: string, value: string): number {
    return this.#byKey.get(key)?.get(value)?.size ?? 0
  }

  /** Tells the handler of every entry there is, and of each change from now on. */
  follow(handler: (change: Change<T>) => void): void {
    this.#handlers.add(handler)
    for (const current of this.#entries.values()) handler({ current, previous: undefined })
  }

  stop(): void {
    this.#unsubscribe()
    this.#handlers.clear()
  }

  #put(stored: Stored): T {
    const { definition, read, keys = {} } = this.#options
    const entry = read(peekObject(definition, stored))
    this.#entries.set(stored.path, entry)
    for (const [name, keyOf] of Object.entries(keys)) {
      const value = keyOf(entry)
      const groups = this.#byKey.get(name)
      if (value === undefined || groups === undefined) continue
      const group = groups.get(value) ?? new Map<string, T>()
      groups.set(value, group.set(stored.path, entry))
    }
    return entry
  }

  #drop(path: string): T | undefined {
    const entry = this.#entries.get(path)
    if (entry === undefined) return undefined
    this.#entries.delete(path)
    for (const [name, keyOf] of Object.entries(this.#options.keys ?? {})) {
      const value = keyOf(entry)
      const group = value === undefined ? undefined : this.#byKey.get(name)?.get(value)
      group?.delete(path)
      if (value !== undefined && group?.size === 0) this.#byKey.get(name)?.delete(value)
    }
    return entry
  }
}
