import type { Entry } from './entry.ts'
import { grouped, isNamed, matching, type MatchedGroup } from './rank.ts'

/** What says that pods are meant: `pod web` and `pods web`. */
const podWord = /^pods?\s+/i

/** From so many letters on a name that nothing else has is taken for a pod's. */
const fewest = 3

/** So many pods are shown, for many have the same beginning. */
const mostPods = 12
/** So many of each group before anything is typed. */
const mostAtFirst = 10

/** Whether pods are to be looked for everywhere: they were named, or nothing else is called so. */
export function podsAsked(entries: readonly Entry[], typed: string, isReading: boolean): boolean {
  if (podWord.test(typed)) return true
  if (isReading || typed.trim().length < fewest) return false
  return !isNamed(matching(entries, typed), typed)
}

/** What is shown for what was typed. */
export function resultsFor(
  entries: readonly Entry[],
  pods: readonly Entry[] | undefined,
  typed: string,
  scopes: readonly string[] = [],
): MatchedGroup[] {
  if (typed.trim() === '') return grouped(matching(entries.filter(atFirst), ''), mostAtFirst)
  const name = typed.replace(podWord, '')
  const podGroups = grouped(matching(pods ?? [], name, scopes), mostPods)
  const others = grouped(matching(entries, typed, scopes))
  if (podWord.test(typed) || isPodFirst(podGroups, name)) return [...podGroups, ...others]
  return [...others, ...(pods === undefined ? asking(typed) : podGroups)]
}

/** The entry that asks for pods where something else is called so, too. */
export const askPods = 'ask-pods'

function asking(typed: string): MatchedGroup[] {
  if (typed.trim().length < fewest) return []
  const title = `Look for pods called “${typed.trim()}”`
  const entry: Entry = { id: askPods, group: 'Pods', title, does: { act: () => {} } }
  return [{ group: 'Pods', matches: [{ entry, marks: [] }] }]
}

/** Before anything is typed: where one was, and what can be done. */
function atFirst({ group, does, beside }: Entry): boolean {
  if (group === 'Favourites' || group === 'Recent') return true
  return (group === 'Actions' && 'act' in does) || (group === 'Places' && beside === undefined)
}

/** A pod that is called so comes before what has only the letters of it. */
function isPodFirst(groups: readonly MatchedGroup[], name: string): boolean {
  return isNamed(
    groups.flatMap(({ matches }) => matches),
    name,
  )
}
