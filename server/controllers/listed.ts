/** How many names are said before the rest is counted. */
const mostNames = 5

/** Names as people read them: `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  const sorted = names.toSorted()
  const shown = sorted.slice(0, mostNames).join(', ')
  return sorted.length <= mostNames ? shown : `${shown} and ${sorted.length - mostNames} more`
}
