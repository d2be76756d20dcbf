import { groups } from './filter.ts'

/** What the terms of a filter can be made of. */
export interface Vocabulary {
  columns: readonly { id: string; header: string }[]
  /** Words of state that are seen in the rows. */
  states: readonly string[]
  /** Labels that are seen, with what they are. */
  labels: ReadonlyMap<string, ReadonlySet<string>>
}

export interface Suggestion {
  /** What stands in the place of the word that is being typed. */
  term: string
  about: string
  /** Whether more is to be typed after it. */
  open: boolean
}

export interface Suggestions {
  /** Where the word that is being typed begins, and where it ends. */
  from: number
  to: number
  options: readonly Suggestion[]
}

const most = 8

/** What the word at the caret may become. */
export function suggest(typed: string, caret: number, vocabulary: Vocabulary): Suggestions {
  const [word = ''] = /(?:[^\s"]|"[^"]*"?)*$/.exec(typed.slice(0, caret)) ?? []
  const [rest = ''] = /^\S*/.exec(typed.slice(caret)) ?? []
  const options = optionsFor(word, vocabulary).filter(({ term }) => term !== word)
  return { from: caret - word.length, to: caret + rest.length, options: options.slice(0, most) }
}

function optionsFor(word: string, vocabulary: Vocabulary): Suggestion[] {
  const { columns, states, labels } = vocabulary
  const [, label = '', is = '', value = ''] = /^([\w./-]+)(!?==?)(.*)$/.exec(word) ?? []
  if (is !== '') {
    const values = [...(labels.get(label) ?? [])].sort()
    return begun(values, value).map((one) => closed(`${label}${is}${one}`, 'label'))
  }
  const [, column, text = ''] = /^([a-z][\w-]*):(.*)$/i.exec(word) ?? []
  const asked = text.replaceAll('"', '')
  if (column?.toLowerCase() === 'label')
    return begun([...labels.keys()].sort(), asked).map((one) => closed(`label:${one}`, 'has the label'))
  if (column?.toLowerCase() === 'status') {
    return [
      ...begun(Object.keys(groups), asked).map((one) => closed(`status:${one}`, groupWords[one] ?? '')),
      ...begun([...states].sort(), asked).map((one) => closed(`status:${quoted(one)}`, 'state')),
    ]
  }
  if (column !== undefined || word === '') return []
  const hasState = columns.some(({ id }) => id === 'status')
  return [
    ...columns
      .filter(({ id, header }) => isBegun(id, word) || isBegun(header, word))
      .map(({ id, header }) => opened(`${id}:`, `column ${header}`)),
    ...(hasState ? begun(Object.keys(groups), word) : []).map((one) =>
      closed(`status:${one}`, groupWords[one] ?? ''),
    ),
    ...begun([...labels.keys()].sort(), word).map((one) => opened(`${one}=`, 'label')),
    ...(isBegun('label', word) && labels.size > 0 ? [opened('label:', 'has a label')] : []),
  ]
}

const groupWords: Readonly<Record<string, string>> = {
  failing: 'all that has failed or cannot go on',
  pending: 'all that is on its way',
  ok: 'all that is well',
}

function begun(words: readonly string[], typed: string): string[] {
  return words.filter((word) => isBegun(word, typed))
}

function isBegun(word: string, typed: string): boolean {
  return word.toLowerCase().startsWith(typed.toLowerCase())
}

function closed(term: string, about: string): Suggestion {
  return { term, about, open: false }
}

function opened(term: string, about: string): Suggestion {
  return { term, about, open: true }
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text
}

/** What is in the field once a suggestion was taken, and where the caret stands then. */
export function taken(typed: string, { from, to }: Suggestions, { term, open }: Suggestion) {
  const text = open ? term : `${term} `
  const after = typed.slice(to)
  return {
    typed: typed.slice(0, from) + text + (open ? after : after.trimStart()),
    caret: from + text.length,
  }
}
