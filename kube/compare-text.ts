/** Orders texts by their code units, as Go orders those of ASCII; for `Array.sort`. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
