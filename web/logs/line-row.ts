import { marked, plainOf, spansOf } from './ansi.ts'
import type { LogLine } from './log-line.ts'
import { clockOf } from './line-time.ts'
import type { Match } from './matcher.ts'
import { severityOf, type Severity } from './severity.ts'

/** How lines are drawn. */
export interface Look {
  wrap: boolean
  times: boolean
  /** What is marked in them. */
  match: Match | undefined
  /** The line at which the search is. */
  current: number | undefined
  /** The time of the line that the address names. */
  linked: string | undefined
}

const letters: Readonly<Record<Severity, [string, string]>> = {
  error: ['E', 'error'],
  warn: ['W', 'warning'],
  info: ['', ''],
  debug: ['', ''],
}

/** One line as an element: number, how grave it is, time, text. `open` shows what was cut off. */
export function drawLine(number: number, line: LogLine, look: Look, open: () => void): HTMLElement {
  const row = document.createElement('div')
  const severity = severityOf(plainOf(line.text))
  row.className = ['line', severity ?? '', number === look.current ? 'current' : ''].join(' ')
  if (line.time !== '' && line.time === look.linked) row.classList.add('linked')
  row.append(numberOf(number, line), graveOf(severity))
  if (look.times) row.append(timeOf(line))
  row.append(textOf(line, look))
  if (line.more > 0) row.append(moreOf(line, open))
  return row
}

/** A link to the line: its time is the same for everybody, its number depends on where one began to read. */
function numberOf(number: number, { time }: LogLine): HTMLElement {
  const link = document.createElement(time === '' ? 'span' : 'a')
  link.className = 'number'
  link.textContent = String(number + 1)
  if (link instanceof HTMLAnchorElement) {
    link.href = `#${time}`
    link.title = `Link to this line, ${time}`
    // Hundreds of stops would stand between the log and what is after it; its first line has a key.
    link.tabIndex = -1
  }
  return link
}

function graveOf(severity: Severity | undefined): HTMLElement {
  const mark = document.createElement('span')
  const [letter, word] = severity === undefined ? ['', ''] : letters[severity]
  mark.className = 'grave'
  mark.textContent = letter
  if (word !== '') mark.title = word
  return mark
}

function timeOf({ time }: LogLine): HTMLElement {
  const element = document.createElement('time')
  element.dateTime = time
  element.title = time
  element.textContent = clockOf(time, Date.now())
  return element
}

function textOf({ text }: LogLine, { match }: Look): HTMLElement {
  const element = document.createElement('span')
  element.className = 'text'
  const spans = spansOf(text)
  if (match === undefined && spans.every(({ look }) => look === '')) {
    element.textContent = spans.map(({ text }) => text).join('')
    return element
  }
  const ranges = match?.(spans.map(({ text }) => text).join('')) ?? []
  for (const part of marked(spans, ranges)) {
    const piece = document.createElement(part.hit ? 'mark' : 'span')
    piece.className = part.look
    piece.textContent = part.text
    element.append(piece)
  }
  return element
}

function moreOf({ more }: LogLine, open: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'more'
  button.textContent = more < 2_000 ? `… ${more} bytes more` : `… ${Math.round(more / 1000)} kB more`
  button.addEventListener('click', open)
  return button
}
