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

/** The elements of a line, which are filled again with another when theirs is out of sight. */
export interface Row {
  element: HTMLElement
  number: HTMLAnchorElement
  grave: HTMLElement
  time: HTMLTimeElement
  text: HTMLElement
  more: HTMLElement | undefined
}

export function makeRow(): Row {
  const element = document.createElement('div')
  const number = document.createElement('a')
  number.className = 'number'
  // Hundreds of stops would stand between the log and what is after it; its first line has a key.
  number.tabIndex = -1
  const grave = document.createElement('span')
  grave.className = 'grave'
  const text = document.createElement('span')
  text.className = 'text'
  element.append(number, grave, text)
  return { element, number, grave, text, time: document.createElement('time'), more: undefined }
}

/** Shows a line in a row: number, how grave it is, time, text. `open` shows what was cut off. */
export function fillRow(row: Row, number: number, line: LogLine, look: Look, open: () => void): void {
  const severity = severityOf(plainOf(line.text))
  const linked = line.time !== '' && line.time === look.linked
  row.element.className = `line ${severity ?? ''}${number === look.current ? ' current' : ''}${linked ? ' linked' : ''}`
  fillNumber(row.number, number, line)
  fillGrave(row.grave, severity)
  if (look.times) {
    fillTime(row.time, line)
    if (row.time.parentNode === null) row.text.before(row.time)
  } else row.time.remove()
  fillText(row.text, line, look)
  row.more?.remove()
  row.more = line.more > 0 ? moreOf(line, open) : undefined
  if (row.more !== undefined) row.element.append(row.more)
}

/** A link to the line: its time is the same for everybody, its number depends on where one began to read. */
function fillNumber(link: HTMLAnchorElement, number: number, { time }: LogLine): void {
  setText(link, String(number + 1))
  if (time === '') {
    link.removeAttribute('href')
    link.removeAttribute('title')
    return
  }
  link.href = `#${time}`
  link.title = `Link to this line, ${time}`
}

function fillGrave(mark: HTMLElement, severity: Severity | undefined): void {
  const [letter, word] = severity === undefined ? ['', ''] : letters[severity]
  if (mark.title === word) return
  mark.textContent = letter
  mark.title = word
}

function fillTime(element: HTMLTimeElement, { time }: LogLine): void {
  element.dateTime = time
  element.title = time
  setText(element, clockOf(time, Date.now()))
}

function fillText(element: HTMLElement, { text }: LogLine, { match }: Look): void {
  const spans = spansOf(text)
  if (match === undefined && spans.every(({ look }) => look === ''))
    return setText(element, spans.map(({ text }) => text).join(''))
  const ranges = match?.(spans.map(({ text }) => text).join('')) ?? []
  element.replaceChildren(
    ...marked(spans, ranges).map((part) => {
      const piece = document.createElement(part.hit ? 'mark' : 'span')
      piece.className = part.look
      piece.textContent = part.text
      return piece
    }),
  )
}

/** The text of an element, which keeps its node where it has no other. */
function setText(element: HTMLElement, text: string): void {
  const node = element.firstChild
  if (node instanceof Text && node.nextSibling === null) node.data = text
  else element.textContent = text
}

function moreOf({ more }: LogLine, open: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'more'
  button.textContent = more < 2_000 ? `… ${more} bytes more` : `… ${Math.round(more / 1000)} kB more`
  button.addEventListener('click', open)
  return button
}
