/** Which rows are chosen, by their keys, and from which one a range goes on. */
export interface Chosen {
  keys: ReadonlySet<string>
  anchor?: string
}

export const nobody: Chosen = { keys: new Set() }

/** After a row was asked for: in or out, or with all between it and the last one as that one is. */
export function toggled(
  { keys, anchor }: Chosen,
  key: string,
  range: boolean,
  order: readonly string[],
): Chosen {
  const next = new Set(keys)
  const from = range && anchor !== undefined ? order.indexOf(anchor) : -1
  const to = order.indexOf(key)
  if (from === -1 || to === -1) {
    if (!next.delete(key)) next.add(key)
    return { keys: next, anchor: key }
  }
  const isIn = anchor !== undefined && keys.has(anchor)
  for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (isIn) next.add(each)
    else next.delete(each)
  }
  return { keys: next, anchor: key }
}

/** All these beside what is chosen, or none of them if they were all chosen already. */
export function toggledAll({ keys }: Chosen, all: readonly string[]): Chosen {
  const next = new Set(keys)
  const isIn = all.every((key) => keys.has(key))
  for (const key of all) {
    if (isIn) next.delete(key)
    else next.add(key)
  }
  return { keys: next }
}
