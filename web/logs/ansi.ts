import { visible } from '#web/ui/visible.ts'

/** A part of a line, and how it looks: names of classes, separated by blanks; '' as any other text. */
export interface Span {
  text: string
  look: string
}

const escape = '\u001B'

/**
 * Sequences of ECMA-48, taken out whole: control sequences (the ones that end with m are colours), then those that
 * carry a text (titles, links, the clipboard), then the short ones.
 */
const sequence = new RegExp(
  [
    `(?:${escape}\\[|\u009B)([0-?]*)[ -/]*([@-~])`,
    `(?:${escape}[\\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u009C|${escape}\\\\|$)`,
    `${escape}[ -/]*[0-Z\\\\^-~]`,
  ].join('|'),
  'g',
)

/**
 * A line with its colours. It is whatever somebody made a program print: other sequences are taken out, characters
 * that are not seen are spelled out, and no colour can hide a text, for all are colours of the theme.
 */
export function spansOf(text: string): Span[] {
  if (!hasControl(text)) return text === '' ? [] : [{ text: visible(text), look: '' }]
  const spans: Span[] = []
  let style: Style = {}
  let from = 0
  const add = (part: string): void => {
    if (part !== '') spans.push({ text: visible(part), look: lookOf(style) })
  }
  for (const { 0: whole, 1: parameters = '', 2: final, index } of text.matchAll(sequence)) {
    add(text.slice(from, index))
    from = index + whole.length
    if (final === 'm' && /^[\d;:]*$/.test(parameters)) style = styled(style, parameters)
  }
  add(text.slice(from))
  return spans
}

/** The same without colours, for searching and copying. */
export function plainOf(text: string): string {
  return hasControl(text) ? text.replaceAll(sequence, '') : text
}

function hasControl(text: string): boolean {
  return text.includes(escape) || /[\u0090-\u009F]/.test(text)
}

interface Style {
  bold?: boolean
  dim?: boolean
  italic?: boolean
  underline?: boolean
  strike?: boolean
  /** Of the sixteen colours. */
  front?: number
  back?: number
}

const switches: Readonly<Record<number, Style>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  9: { strike: true },
}

const ends: Readonly<Record<number, readonly (keyof Style)[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  29: ['strike'],
  39: ['front'],
  49: ['back'],
}

function styled(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number)
  let style = before
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    if (code === 38 || code === 48) {
      const [colour, length] = longColour(codes.slice(at + 1))
      if (colour !== undefined) style = { ...style, [code === 38 ? 'front' : 'back']: colour }
      at += length
    } else style = switched(style, code)
  }
  return style
}

function switched(style: Style, code: number): Style {
  if (code === 0) return {}
  if (code >= 30 && code <= 37) return { ...style, front: code - 30 }
  if (code >= 40 && code <= 47) return { ...style, back: code - 40 }
  if (code >= 90 && code <= 97) return { ...style, front: code - 82 }
  if (code >= 100 && code <= 107) return { ...style, back: code - 92 }
  const rest = { ...style, ...switches[code] }
  for (const name of ends[code] ?? []) delete rest[name]
  return rest
}

/** `5;n` or `2;r;g;b` as the next of the sixteen, and how many codes it took. */
function longColour([kind, ...values]: readonly number[]): [number | undefined, number] {
  const [first = 0, green = 0, blue = 0] = values
  if (kind === 2) return [nearest(first, green, blue), 4]
  if (kind !== 5) return [undefined, 1]
  if (first < 16) return [first, 2]
  if (first >= 232) {
    const grey = (first - 232) * 10 + 8
    return [nearest(grey, grey, grey), 2]
  }
  const level = (part: number): number => (part % 6) * 51
  const cube = first - 16
  return [nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6)), level(cube)), 2]
}

/** One bit a colour, as the eight are numbered, and eight more for bright ones. */
function nearest(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue)
  const bit = (part: number): number => (part > most / 2 && most > 64 ? 1 : 0)
  return bit(red) + 2 * bit(green) + 4 * bit(blue) + (most > 200 ? 8 : 0)
}

function lookOf({ front, back, ...rest }: Style): string {
  const names: string[] = Object.keys(rest)
  // What stands on a colour has the colour that can be read there, whatever was asked for.
  if (back !== undefined) names.push(`back-${back % 8}`)
  else if (front !== undefined) names.push(`front-${front % 8}`)
  return names.join(' ')
}

/** Marks places of the whole text of spans; `ranges` are in order and do not overlap. */
export function marked(
  spans: readonly Span[],
  ranges: readonly (readonly [number, number])[],
): (Span & { hit: boolean })[] {
  const parts: (Span & { hit: boolean })[] = []
  let start = 0
  for (const { text, look } of spans) {
    const end = start + text.length
    let at = start
    for (const [from, to] of ranges) {
      if (to <= at || from >= end) continue
      if (from > at) parts.push({ text: text.slice(at - start, from - start), look, hit: false })
      const until = Math.min(to, end)
      parts.push({ text: text.slice(Math.max(from, at) - start, until - start), look, hit: true })
      at = until
    }
    if (at < end) parts.push({ text: text.slice(at - start), look, hit: false })
    start = end
  }
  return parts
}
