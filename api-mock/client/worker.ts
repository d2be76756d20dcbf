/** What came of a piece of work: `again` asks for it once more after a pause that grows, without a fault being told. */
export type Outcome = 'again' | void

/** No timer can be longer; who waits for more is woken early and waits on. */
const longestPause = 2 ** 31 - 1

/**
 * Runs a controller's work, for one key at a time and for so many keys at once as it was given, each key again
 * when it was asked for meanwhile. What throws is tried again after a pause that grows; `stop` ends it.
 */
export class Worker {
  readonly #work: (key: string) => Promise<Outcome>
  readonly #report: (error: unknown) => void
  readonly #atOnce: number
  readonly #queue = new Set<string>()
  readonly #active = new Set<string>()
  readonly #failures = new Map<string, number>()
  /** The next time that each key is asked for. */
  readonly #timers = new Map<string, { timer: NodeJS.Timeout; at: number }>()
  #starting = false
  #stopped = false

  constructor(work: (key: string) => Promise<Outcome>, report: (error: unknown) => void, atOnce = 1) {
    this.#work = work
    this.#report = report
    this.#atOnce = atOnce
  }

  /** Asks for a key to be worked on, at once or after some milliseconds; of several such times the first counts. */
  add(key: string, after = 0): void {
    if (this.#stopped) return
    if (after > 0) {
      this.#addLater(key, Math.min(after, longestPause))
      return
    }
    this.#queue.add(key)
    if (this.#starting) return
    this.#starting = true
    // The first turn is left to whoever asked, so that a controller never works inside a commit.
    queueMicrotask(() => {
      this.#starting = false
      this.#start()
    })
  }

  stop(): void {
    this.#stopped = true
    for (const { timer } of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #addLater(key: string, after: number): void {
    const at = Date.now() + after
    const known = this.#timers.get(key)
    if (known !== undefined) {
      if (known.at <= at) return
      clearTimeout(known.timer)
    }
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      this.add(key)
    }, after)
    this.#timers.set(key, { timer, at })
  }

  #start(): void {
    for (const key of this.#queue) {
      if (this.#stopped || this.#active.size >= this.#atOnce) return
      if (this.#active.has(key)) continue
      this.#queue.delete(key)
      this.#active.add(key)
      void this.#run(key)
    }
  }

  async #run(key: string): Promise<void> {
    try {
      const outcome = await this.#work(key)
      if (outcome === 'again') this.#retry(key)
      else this.#failures.delete(key)
    } catch (error) {
      if (this.#retry(key) > 3) this.#report(error)
    }
    this.#active.delete(key)
    this.#start()
  }

  /** Returns how often the work has failed on end. */
  #retry(key: string): number {
    if (this.#stopped) return 0
    const failures = (this.#failures.get(key) ?? 0) + 1
    this.#failures.set(key, failures)
    this.add(key, Math.min(30_000, 5 * 2 ** failures))
    return failures
  }
}
