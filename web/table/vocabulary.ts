import type { Watchable } from '#web/data/fold.ts'
import { bitByBit } from './bit-by-bit.ts'
import type { Column } from './column.ts'
import type { Vocabulary } from './suggestions.ts'

/** Of a label with more values than that, nobody looks for one in a list. */
const mostValues = 100

/** What can be asked of these rows. */
export async function gatherVocabulary<T extends Watchable>(
  objects: readonly T[],
  columns: readonly Column<T>[],
  rest: () => Promise<unknown>,
): Promise<Vocabulary> {
  const labels = new Map<string, Set<string>>()
  const states = new Set<string>()
  const state = columns.find(({ tone }) => tone !== undefined)
  await bitByBit(objects, rest, (object) => {
    for (const [key, value] of Object.entries(object.metadata.labels ?? {})) {
      const values = labels.get(key)
      if (values === undefined) labels.set(key, new Set([value]))
      else if (values.size < mostValues) values.add(value)
    }
    // What stands after a colon is the reason of this very one.
    const [words = ''] = String(state?.value(object) ?? '').split(': ')
    if (words !== '') states.add(words)
  })
  const named = new Map([
    ['name', 'Name'],
    ...columns.map(({ id, header }): [string, string] => [id, header]),
  ])
  if (state !== undefined) named.set('status', state.header)
  return { columns: [...named].map(([id, header]) => ({ id, header })), states: [...states], labels }
}
