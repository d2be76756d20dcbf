/** How long a script may compute without waiting for anything, in milliseconds: the other shells wait for it. */
const mostComputing = 2000
const beatEvery = 100

let running = 0
let beat: NodeJS.Timeout | undefined
let lastBeat = 0

/**
 * A signal that is also aborted once a script has computed for too long at a stretch. The interpreter looks at
 * `aborted` before each statement and never lets a timer run in between, so the getter looks at the clock.
 */
export class Budget {
  readonly signal: AbortSignal
  /** Whether the script was ended because it computed for too long. */
  spent = false
  readonly #controller = new AbortController()

  constructor() {
    this.signal = this.#controller.signal
    let aborted = false
    this.signal.addEventListener('abort', () => (aborted = true))
    Object.defineProperty(this.signal, 'aborted', {
      get: () => {
        this.spent ||= !aborted && Date.now() - lastBeat > mostComputing
        return aborted || this.spent
      },
    })
  }

  abort(): void {
    this.#controller.abort()
  }

  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    running += 1
    lastBeat = Date.now()
    beat ??= setInterval(() => (lastBeat = Date.now()), beatEvery)
    try {
      return await work(this.signal)
    } finally {
      running -= 1
      if (running === 0) {
        clearInterval(beat)
        beat = undefined
      }
    }
  }
}
