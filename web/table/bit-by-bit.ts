/** Of so many rows it is done without a rest. */
const atOnce = 250

/** Does something with each of thousands of rows, and rests now and then: in one go it would keep a key waiting. */
export async function bitByBit<T>(
  rows: readonly T[],
  rest: () => Promise<unknown>,
  each: (row: T) => void,
): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) {
    await rest()
    for (const row of rows.slice(at, at + atOnce)) each(row)
  }
}
