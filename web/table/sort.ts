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
function compareValues(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return collator.compare(String(one), String(other))
}

/** The objects by what `value` says of them; those of which it says nothing come last, and equals keep their order. */
export function sortBy<T>(
  objects: readonly T[],
  value: (object: T) => string | number | undefined,
  desc: boolean,
): T[] {
  const direction = desc ? -1 : 1
  return objects
    .map((object) => ({ object, value: value(object) }))
    .sort((one, other) => {
      if (one.value === undefined || other.value === undefined)
        return Number(one.value === undefined) - Number(other.value === undefined)
      return direction * compareValues(one.value, other.value)
    })
    .map(({ object }) => object)
}
