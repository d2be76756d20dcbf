import type { Index } from '#api-mock/client/object-index.ts'
import type { Place } from '#api-mock/client/place.ts'
import type { PodEntry } from './pod-entry.ts'

/** Tells of an object that comes to be used, or is used no more. */
type Handler = (resource: string, key: string) => void

/** Counts which objects the pods inside use. */
export class Uses {
  readonly #counts = new Map<string, number>()
  readonly #handlers = new Set<Handler>()

  constructor(pods: Index<PodEntry>) {
    pods.follow(({ current, previous }) => {
      const { namespace = '' } = current ?? previous ?? {}
      const [now, before] = [new Set(current?.references), new Set(previous?.references)]
      for (const reference of now) if (!before.has(reference)) this.#count(namespace, reference, 1)
      for (const reference of before) if (!now.has(reference)) this.#count(namespace, reference, -1)
    })
  }

  has(resource: string, { namespace, name }: Place): boolean {
    return this.#counts.has(`${resource}/${namespace}/${name}`)
  }

  follow(handler: Handler): void {
    this.#handlers.add(handler)
  }

  #count(namespace: string, reference: string, by: 1 | -1): void {
    const [resource = '', name = ''] = reference.split('/')
    const key = `${resource}/${namespace}/${name}`
    const count = (this.#counts.get(key) ?? 0) + by
    if (count > 0) this.#counts.set(key, count)
    else this.#counts.delete(key)
    if (count === 0 || (count === 1 && by === 1)) {
      for (const handler of this.#handlers) handler(resource, `${namespace}/${name}`)
    }
  }
}
