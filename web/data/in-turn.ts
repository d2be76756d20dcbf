/** Does a work for each of many, so many at a time, in their order; `stopped` ends it before the next begins. */
export async function inTurn<T>(
  many: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
  stopped: () => boolean = () => false,
): Promise<void> {
  const left = many.values()
  const lane = async (): Promise<void> => {
    for (const one of left) {
      if (stopped()) return
      await work(one)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, lane))
}
