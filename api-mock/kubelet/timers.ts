interface Entry {
  key: string
  at: number
}

/** The longest that a timer of Node can wait. */
const longest = 2 ** 31 - 1

/**
 * What is due when, by key, with one timer for all: nothing runs while nothing is due, however many keys wait.
 * `onDue` gets all keys that are due by now at once.
 */
export class Timers {
  readonly #now: () => number
  readonly #onDue: (keys: string[]) => void
  /** A heap, the earliest first; an entry whose time is not the one in `#times` was replaced and is skipped. */
  readonly #heap: Entry[] = []
  readonly #times = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #timerAt = Infinity

  constructor(now: () => number, onDue: (keys: string[]) => void) {
    this.#now = now
    this.#onDue = onDue
  }

  /** Milliseconds since the epoch; replaces what was set for the key, undefined forgets it. */
  set(key: string, at: number | undefined): void {
    if (this.#times.get(key) === at) return
    if (at === undefined) {
      this.#times.delete(key)
      return
    }
    this.#times.set(key, at)
    this.#push({ key, at })
    this.#arm()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#times.clear()
    this.#heap.length = 0
  }

  #arm(): void {
    const at = this.#heap[0]?.at ?? Infinity
    if (at >= this.#timerAt) return
    clearTimeout(this.#timer)
    this.#timerAt = at
    const wait = Math.min(longest, Math.max(0, at - this.#now()))
    this.#timer = setTimeout(() => this.#ring(), wait)
    // A cluster is held open by who uses it, not by what happens in it.
    this.#timer.unref()
  }

  #ring(): void {
    this.#timerAt = Infinity
    const now = this.#now()
    const due: string[] = []
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.#pop()
      if (this.#times.get(first.key) !== first.at) continue
      this.#times.delete(first.key)
      due.push(first.key)
    }
    this.#arm()
    if (due.length > 0) this.#onDue(due)
  }

  #push(entry: Entry): void {
    const heap = this.#heap
    let index = heap.push(entry) - 1
    while (index > 0) {
      const parent = (index - 1) >>> 1
      if (timeAt(heap, parent) <= entry.at) break
      this.#swap(index, parent)
      index = parent
    }
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    heap[0] = last
    let index = 0
    for (;;) {
      const left = index * 2 + 1
      const child = timeAt(heap, left + 1) < timeAt(heap, left) ? left + 1 : left
      if (timeAt(heap, child) >= last.at) break
      this.#swap(index, child)
      index = child
    }
  }

  #swap(one: number, other: number): void {
    const heap = this.#heap
    const [first, second] = [heap[one], heap[other]]
    if (first === undefined || second === undefined) return
    heap[one] = second
    heap[other] = first
  }
}

function timeAt(heap: readonly Entry[], index: number): number {
  return heap[index]?.at ?? Infinity
}
