/** By which column, and whether the largest comes first. */
export interface Sort {
  id: string
  desc: boolean
}

/** A sort as it stands in an address: `age`, or `-age` for the largest first. */
export function parseSort(text: string | null, known: readonly string[]): Sort | undefined {
  if (text === null) return undefined
  const desc = text.startsWith('-')
  const id = desc ? text.slice(1) : text
  return known.includes(id) ? { id, desc } : undefined
}

export function printSort({ id, desc }: Sort): string {
  return desc ? `-${id}` : id
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Numbers by size, texts as people sort them: `node-2` before `node-10`, whatever the case. */
export function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return collator.compare(String(one), String(other))
}
