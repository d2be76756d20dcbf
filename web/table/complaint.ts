import { columnWord, unquoted, wordsOf } from './filter.ts'

/** What is wrong with a filter, in words; undefined for one that can be followed as it stands. */
export function complaintAbout(typed: string, columns: readonly string[]): string | undefined {
  if (typed.split('"').length % 2 === 0) return 'A quote is open: what follows it is taken as one text.'
  for (const word of wordsOf(typed)) {
    if (/^!?=/.test(word)) return `Say which label before “${word}”, as in env${word}.`
    const [, label, value = ''] = /^([\w./-]+?)!?==?(.*)$/.exec(word) ?? []
    if (label !== undefined && !/^[\w.-]*$/.test(unquoted(value)))
      return `No label can be “${unquoted(value)}”: a label has letters, digits, dots, dashes and underscores.`
    const [, column] = columnWord.exec(word) ?? []
    if (column !== undefined && column !== 'label' && !columns.includes(column.toLowerCase()))
      return `There is no column “${column}”, so “${word}” is looked for as text. There are: ${columns.join(', ')}.`
  }
  return undefined
}
