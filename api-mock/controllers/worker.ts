/**
 * Runs a controller's work for one key at a time, each key again when it was asked for meanwhile. What
 * throws is tried again after a pause that grows; `stop` ends it.
 */
export class Worker {
  readonly #work: (key: string) => Promise<void>
  readonly #report: (error: unknown) => void
  readonly #queue = new Set<string>()
  readonly #failures = new Map<string, number>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #running = false
  #stopped = false

  constructor(work: (key: string) => Promise<void>, report: (error: unknown) => void) {
    this.#work = work
    this.#report = report
  }

  /** Asks for a key to be worked on, at once or after some milliseconds. */
  add(key: string, after = 0): void {
    if (this.#stopped) return
    if (after > 0) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        this.add(key)
      }, after)
      this.#timers.add(timer)
      return
    }
    this.#queue.add(key)
    if (!this.#running) void this.#run()
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
  }

  async #run(): Promise<void> {
    this.#running = true
    // The first turn is left to whoever asked, so that a controller never works inside a commit.
    await Promise.resolve()
    for (const key of this.#queue) {
      if (this.#stopped) break
      this.#queue.delete(key)
      try {
        await this.#work(key)
        this.#failures.delete(key)
      } catch (error) {
        this.#retry(key, error)
      }
    }
    this.#running = false
  }

  #retry(key: string, error: unknown): void {
    if (this.#stopped) return
    const failures = (this.#failures.get(key) ?? 0) + 1
    this.#failures.set(key, failures)
    if (failures > 3) this.#report(error)
    this.add(key, Math.min(30_000, 5 * 2 ** failures))
  }
}
