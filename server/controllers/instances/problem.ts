/** Something in what people wrote stands in the way: the instance is Failed until that is changed. */
export class Problem extends Error {
  override readonly name = 'Problem'
  /** A word for programs. */
  readonly reason: string
  /** `message` says what to do. */
  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Something is under way or has to come first: the instance is Pending until then. */
export class Waiting extends Error {
  override readonly name = 'Waiting'
  readonly reason: string
  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}
