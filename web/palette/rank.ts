import UFuzzy from '@leeoniya/ufuzzy'
import { placeOf, type Entry, type Group } from './entry.ts'
import { distanceOf } from './scopes.ts'

/** An entry with what of its title was typed: pairs of where that begins and ends. */
export interface Match {
  entry: Entry
  marks: readonly number[]
}

export interface MatchedGroup {
  group: Group
  matches: readonly Match[]
}

/** So many of one group are shown. */
const mostOfGroup = 6
/** Among more than that, nobody looks for the best. */
const most = 500

/** Letters of all scripts; a few letters may be left out within a word, and words come in any order. */
const fuzzy = new UFuzzy({
  unicode: true,
  interSplit: String.raw`[^\p{L}\d']+`,
  intraSplit: String.raw`\p{Ll}\p{Lu}`,
  intraBound: String.raw`\p{L}\d|\d\p{L}|\p{Ll}\p{Lu}`,
  intraChars: String.raw`[\p{L}\d'-]`,
  intraContr: String.raw`'\p{L}{1,2}\b`,
  intraIns: 4,
})

function textOf({ title, beside = '', also = '' }: Entry): string {
  return `${title} ${beside} ${also}`
}

/**
 * The entries that fit what was typed, the best first, and of those that fit alike the ones within `scopes`, which are
 * what the person is in; without anything typed all of them, as they come.
 */
export function matching(entries: readonly Entry[], typed: string, scopes: readonly string[] = []): Match[] {
  const needle = typed.trim()
  if (needle === '') return entries.map((entry) => ({ entry, marks: [] }))
  const texts = entries.map(textOf)
  const [found, info, order] = fuzzy.search(texts, needle, 3, most)
  if (found === null) return []
  const ordered = info === null ? found.map((at) => ({ at, ranges: [] })) : orderedBy(info, order)
  return ordered
    .flatMap(({ at, ranges }): Match[] => {
      const entry = entries[at]
      return entry === undefined ? [] : [{ entry, marks: within(ranges, entry.title.length) }]
    })
    .map((match, place) => ({ match, order: [...orderOf(match.entry, needle, scopes), place] }))
    .sort((one, other) => firstDifference(one.order, other.order))
    .map(({ match }) => match)
}

function orderedBy(
  { idx, ranges }: UFuzzy.Info,
  order: UFuzzy.InfoIdxOrder,
): { at: number; ranges: number[] }[] {
  return order.map((place) => ({ at: idx[place] ?? -1, ranges: ranges[place] ?? [] }))
}

/** What is beside a title is looked in, but not marked in it. */
function within(ranges: readonly number[], end: number): number[] {
  const marks: number[] = []
  for (let at = 0; at + 1 < ranges.length; at += 2) {
    const [from = 0, to = 0] = ranges.slice(at, at + 2)
    if (from < end) marks.push(from, Math.min(to, end))
  }
  return marks
}

/**
 * A title that is what was typed, or begins with it, before one that merely has it somewhere; of these, what is where
 * the person is, and then where somebody was or wants to be.
 */
function orderOf(entry: Entry, needle: string, scopes: readonly string[]): number[] {
  const isOwn = entry.group === 'Favourites' || entry.group === 'Recent'
  return [
    level(entry.title.toLowerCase(), needle.toLowerCase()),
    distanceOf(placeOf(entry), scopes),
    isOwn ? 0 : 1,
  ]
}

function level(title: string, start: string): number {
  if (title === start) return 0
  if (title.startsWith(start)) return 1
  return title.includes(start) ? 2 : 3
}

function firstDifference(one: readonly number[], other: readonly number[]): number {
  return one.map((part, at) => part - (other[at] ?? 0)).find((difference) => difference !== 0) ?? 0
}

/** Whether something is called as was typed, and not only spelled with the same letters. */
export function isNamed(matches: readonly Match[], typed: string): boolean {
  const needle = typed.trim().toLowerCase()
  return matches.some(({ entry }) => textOf(entry).toLowerCase().includes(needle))
}

/** The same by groups, that with the best entry first, and of each the best few. A place stands only once. */
export function grouped(matches: readonly Match[], mostEach = mostOfGroup): MatchedGroup[] {
  const groups = new Map<Group, Match[]>()
  const places = new Set<string>()
  for (const match of matches) {
    const { group, does } = match.entry
    const members = groups.get(group) ?? []
    if (members.length >= mostEach) continue
    if ('to' in does) {
      if (places.has(does.to)) continue
      places.add(does.to)
    }
    groups.set(group, [...members, match])
  }
  return [...groups].map(([group, members]) => ({ group, matches: members }))
}
