import type { Store } from '#api-mock/store/store.ts'

const lookEvery = 60_000
/** Watches and continue tokens may be this old, as with kube-apiserver and its etcd… */
const keptMinutes = 5
/** …unless so much has happened since. */
const keptRevisions = 10_000

/** Forgets history that nobody should need any more, once a minute. */
export class Compactor {
  readonly #store: Store
  readonly #timer: NodeJS.Timeout
  /** The newest revision at each of the last looks, oldest first. */
  #seen: number[] = []

  constructor(store: Store) {
    this.#store = store
    this.#timer = setInterval(() => this.look(), lookEvery)
    this.#timer.unref()
  }

  /** To be called once a minute. */
  look(): void {
    const { revision } = this.#store
    this.#seen = [...this.#seen, revision].slice(-keptMinutes - 1)
    const old = this.#seen.length > keptMinutes ? (this.#seen[0] ?? 0) : 0
    const target = Math.max(old, revision - keptRevisions)
    if (target > 0) this.#store.compact(target)
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}
