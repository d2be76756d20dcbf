/** What a place is called by itself, from what is said above it: `Pods · Maya’s cluster · Checkout`. */
export function placeTitle(crumbs: readonly { label: string; isObject: boolean }[]): string {
  const last = crumbs.at(-1)
  if (last === undefined) return ''
  const above = crumbs.slice(0, -1).filter(({ isObject }) => isObject)
  return [last, ...above.toReversed()]
    .map(({ label }) => label)
    .join(' · ')
    .slice(0, longest)
}

/** So many characters are kept of it. */
const longest = 200
