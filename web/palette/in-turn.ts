/** Does something for each, with at most `width` under way at a time, until `signal` says that nobody waits any more. */
export async function inTurn<T>(
  each: readonly T[],
  { width, signal }: { width: number; signal: AbortSignal },
  act: (one: T) => Promise<void>,
): Promise<void> {
  const left = each.values()
  const worker = async (): Promise<void> => {
    for (const one of left) {
      if (signal.aborted) return
      await act(one)
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
}
