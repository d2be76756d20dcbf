import { AsyncLocalStorage } from 'node:async_hooks'

type OnError = (error: unknown) => void

/** Whose work it is that goes on. */
const owner = new AsyncLocalStorage<OnError>()

/** Runs something and all that it begins; an error of it that nobody catches is `onError`'s. */
export function contain<T>(onError: OnError, run: () => T): T {
  return owner.run(onError, run)
}

/**
 * Gives an error that nobody caught to whom the work is in which it was thrown; false where that is nobody. For
 * the handler of the process, which runs in the context of what failed.
 */
export function giveToOwner(error: unknown): boolean {
  const onError = owner.getStore()
  onError?.(error)
  return onError !== undefined
}
