/** The list with one of its entries at another place. */
export function moved<T>(list: readonly T[], entry: T, to: number): T[] {
  return list.filter((other) => other !== entry).toSpliced(to, 0, entry)
}
