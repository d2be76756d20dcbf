import { mostUnread } from './messages.ts'

/** Counts what was sent and not yet read, so that a sender waits for its reader. */
export class Flow {
  #unread = 0
  #waiting: (() => void)[] = []

  /** Resolves at once while little is unread; a promise says when to go on. */
  sent(length: number): void | Promise<void> {
    this.#unread += length
    if (this.#unread <= mostUnread) return undefined
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  read(length: number): void {
    this.#unread -= length
    if (this.#unread <= mostUnread) this.release()
  }

  /** Lets everybody go on, as when the reader is gone. */
  release(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
