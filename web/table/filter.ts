import type { Tone } from '#web/ui/tone.tsx'

/** One word of a filter: what a label must be, what must be in a column, or a text to be found. */
type Term =
  /** Without a value, whether there is such a label at all. */
  { label: string; value?: string; equal: boolean } | { column: string; text: string } | { text: string }

/** What a filter looks into; texts in lower case. */
interface Searched {
  labels: Readonly<Record<string, string>> | undefined
  /** All that is written in the row. */
  row: () => string
  /** What is written in a column; undefined where there is no such column. `status` is the one that says how it is. */
  column: (id: string) => string | undefined
  /** Whether that is good. */
  tone?: () => Tone | undefined
}

/** States by what they mean, whatever the word for each. */
export const groups: Readonly<Record<string, readonly Tone[]>> = {
  failing: ['bad', 'warn'],
  pending: ['pending'],
  ok: ['good'],
}

/** The words of a filter with their quotes: a text with spaces stays together. */
export function wordsOf(typed: string): string[] {
  return typed.match(/[\w./-]+(?::|!?==?)"[^"]*"?|"[^"]*"?|\S+/g) ?? []
}

/**
 * Reads what was typed: words in any order, all of which must hold. `env=prod` and `env!=prod` ask what a label is,
 * `label:env` and `!env` whether there is one, `status:failing` looks into one column, anything else is searched for.
 */
export function parseFilter(typed: string): Term[] {
  return wordsOf(typed).flatMap((word): Term[] => {
    const [, name, not, value = ''] = /^([\w./-]+?)(!?)==?(.*)$/.exec(word) ?? []
    if (name !== undefined) return [{ label: name, value: unquoted(value), equal: not === '' }]
    const [, missing] = /^!([\w./-]+)$/.exec(word) ?? []
    if (missing !== undefined) return [{ label: missing, equal: false }]
    const [, column, inColumn = ''] = columnWord.exec(word) ?? []
    if (column === 'label') return inColumn === '' ? [] : [{ label: unquoted(inColumn), equal: true }]
    if (column !== undefined) return [{ column, text: unquoted(inColumn).toLowerCase() }]
    const text = unquoted(word).toLowerCase()
    return text === '' ? [] : [{ text }]
  })
}

/** A word about one column. */
export const columnWord = /^([a-zA-Z][\w-]*):(.*)$/

export function unquoted(word: string): string {
  return word.replace(/^"/, '').replace(/"$/, '')
}

/** Whether every term holds; a column that is not there is a text like any other. */
export function matches(terms: readonly Term[], searched: Searched): boolean {
  const { labels, row, column } = searched
  return terms.every((term) => {
    if ('label' in term) {
      const own = labels !== undefined && Object.hasOwn(labels, term.label) ? labels[term.label] : undefined
      return (term.value === undefined ? own !== undefined : own === term.value) === term.equal
    }
    if (!('column' in term)) return row().includes(term.text)
    const id = term.column.toLowerCase()
    const text = column(id)
    if (text === undefined) return row().includes(`${id}:${term.text}`)
    return id === 'status' ? isState(term.text, text, searched.tone) : text.includes(term.text)
  })
}

/** A state is asked for by how it begins, for `ready` is not what `Running, not ready` means; its reason counts, too. */
function isState(asked: string, words: string, tone: Searched['tone']): boolean {
  if ([words, ...words.split(/[:,] /)].some((part) => part.startsWith(asked))) return true
  const meant = Object.hasOwn(groups, asked) ? groups[asked] : undefined
  const is = meant && tone?.()
  return is !== undefined && meant?.includes(is) === true
}
