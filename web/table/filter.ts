import type { Watchable } from '#web/data/fold.ts'

/** One word of a filter: a label that must have, or must not have, a value, or a text to be found. */
type Term = { label: string; value: string; equal: boolean } | { text: string }

/**
 * Reads what was typed: words in any order, all of which must hold. `env=prod` and `env!=prod` ask for
 * labels, anything else is searched for; quotes keep a text with spaces together.
 */
export function parseFilter(typed: string): Term[] {
  const words = typed.match(/"[^"]*"?|\S+/g) ?? []
  return words.flatMap((word): Term[] => {
    const label = /^([\w./-]+?)(!?)==?(.*)$/.exec(word)
    if (label !== null) {
      const [, name = '', not = '', value = ''] = label
      return [{ label: name, value: unquoted(value), equal: not === '' }]
    }
    const text = unquoted(word).toLowerCase()
    return text === '' ? [] : [{ text }]
  })
}

function unquoted(word: string): string {
  return word.replace(/^"/, '').replace(/"$/, '')
}

/** Whether every term holds; `search` is what free text is looked for in, in lower case. */
export function matches(
  terms: readonly Term[],
  object: Watchable,
  search: (object: Watchable) => string,
): boolean {
  return terms.every((term) => {
    if ('text' in term) return search(object).includes(term.text)
    return (object.metadata.labels?.[term.label] === term.value) === term.equal
  })
}
