/** So many occurrences are remembered; one that was forgotten is told of in an Event of its own. */
const mostRemembered = 4096

/**
 * The names of Events: what happens again has the name it had, what is new one that sorts after all before, as the
 * nanoseconds do that real components put there. People read Events of one second in the order of their names.
 */
export class EventNames {
  readonly #names = new Map<string, string>()
  #newest = 0n

  /** The name of the Event that tells of an occurrence of an object; `now` is in milliseconds since the epoch. */
  nameOf(object: string, occurrence: string, now: number): string {
    const known = this.#names.get(occurrence)
    const name = known ?? `${object}.${this.#next(now)}`
    // The newest is last, so that the first is the one not seen for longest.
    this.#names.delete(occurrence)
    this.#names.set(occurrence, name)
    const [oldest] = this.#names.keys()
    if (oldest !== undefined && this.#names.size > mostRemembered) this.#names.delete(oldest)
    return name
  }

  #next(now: number): string {
    const wanted = BigInt(now) * 1_000_000n
    this.#newest = wanted > this.#newest ? wanted : this.#newest + 1n
    return this.#newest.toString(16).padStart(16, '0')
  }
}
