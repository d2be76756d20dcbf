/** One word of a filter: what a label must be or not be, what must be in a column, or a text to be found. */
type Term =
  | { label: string; value: string; equal: boolean }
  | { column: string; text: string }
  | { text: string }

/** What a filter looks into; texts in lower case. */
interface Searched {
  labels: Readonly<Record<string, string>> | undefined
  /** All that is written in the row. */
  row: () => string
  /** What is written in a column; undefined where there is no such column. */
  column: (id: string) => string | undefined
}

/**
 * Reads what was typed: words in any order, all of which must hold. `env=prod` and `env!=prod` ask for
 * labels, `status:failed` looks into one column, anything else is searched for; quotes keep a text with spaces
 * together.
 */
export function parseFilter(typed: string): Term[] {
  const words = typed.match(/[a-zA-Z]+:"[^"]*"?|"[^"]*"?|\S+/g) ?? []
  return words.flatMap((word): Term[] => {
    const label = /^([\w./-]+?)(!?)==?(.*)$/.exec(word)
    if (label !== null) {
      const [, name = '', not = '', value = ''] = label
      return [{ label: name, value: unquoted(value), equal: not === '' }]
    }
    const [, column, inColumn = ''] = /^([a-zA-Z]+):(.*)$/.exec(word) ?? []
    if (column !== undefined) return [{ column, text: unquoted(inColumn).toLowerCase() }]
    const text = unquoted(word).toLowerCase()
    return text === '' ? [] : [{ text }]
  })
}

function unquoted(word: string): string {
  return word.replace(/^"/, '').replace(/"$/, '')
}

/** Whether every term holds; a column that is not there is a text like any other. */
export function matches(terms: readonly Term[], { labels, row, column }: Searched): boolean {
  return terms.every((term) => {
    if ('label' in term) return (labels?.[term.label] === term.value) === term.equal
    if (!('column' in term)) return row().includes(term.text)
    const text = column(term.column.toLowerCase())
    return text === undefined ? row().includes(`${term.column}:${term.text}`) : text.includes(term.text)
  })
}
