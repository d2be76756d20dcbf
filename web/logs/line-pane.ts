import type { LineRing } from './line-ring.ts'
import { fillRow, makeRow, type Look, type Row } from './line-row.ts'
import { mostOpened, readLine, timeOf } from './log-line.ts'

/** The height of a line that is not wrapped, in pixels. */
export const lineHeight = 18

/** So many milliseconds without a movement are a rest. */
const settled = 200

/** What goes by faster than anybody reads is drawn every second frame: so many milliseconds apart. */
const betweenFloods = 30

/** A line, and how many pixels below the upper edge it begins. */
interface Anchor {
  line: number
  y: number
}

/**
 * The lines of a ring in an element that scrolls: only those in sight are elements, drawn once a frame. It stays at
 * the end until somebody scrolls up, and then in its place, whatever comes or is dropped.
 *
 * Wrapped lines have heights that nobody knows before they are drawn. The scroll bar counts as if each had one row;
 * small movements go by pixels of what is drawn, great ones by the share of the whole, and both ends are exact.
 *
 * It is longer than most because all of it moves the same anchor: what scrolls, follows, shows and draws would only hand
 * that to and fro.
 */
export class LinePane {
  #look: Look = { wrap: true, times: false, match: undefined, current: undefined, linked: undefined }
  #follows = true
  #anchor: Anchor = { line: 0, y: 0 }
  /** Where the scroll bar was put last. */
  #scrolled = 0
  /** When somebody last scrolled, and whether that was towards the end. */
  #moved = 0
  #down = false
  #settling: ReturnType<typeof setTimeout> | undefined
  #frame: number | undefined
  /** When it was drawn last, as frames count it. */
  #drawnAt = 0
  /** The last line in sight. */
  #last = 0
  /** Of the highest number of a line. */
  #digits = 0
  readonly #scroller: HTMLElement
  readonly #ring: LineRing
  readonly #drawn: () => void
  readonly #layer = document.createElement('div')
  readonly #height = document.createElement('div')
  #rows = new Map<number, Row>()
  readonly #opened = new Set<number>()
  readonly #resized = new ResizeObserver(() => this.draw())
  readonly #ended = new AbortController()

  /** `drawn` is called after each frame. */
  constructor(scroller: HTMLElement, ring: LineRing, drawn: () => void) {
    this.#scroller = scroller
    this.#ring = ring
    this.#drawn = drawn
    this.#layer.className = 'layer wrap'
    this.#height.className = 'height'
    scroller.replaceChildren(this.#layer, this.#height)
    const { signal } = this.#ended
    scroller.addEventListener('scroll', () => this.#onScroll(), { passive: true, signal })
    scroller.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    scroller.addEventListener('wheel', ({ deltaY }) => deltaY < 0 && this.pause(), { passive: true, signal })
    // What somebody selects must not run away.
    document.addEventListener('selectionchange', () => this.#onSelection(), { signal })
    this.#resized.observe(scroller)
  }

  get follows(): boolean {
    return this.#follows
  }

  /** The first line in sight. */
  get top(): number {
    return this.#anchor.line
  }

  set look(look: Look) {
    this.#look = look
    this.#layer.className = `layer${look.wrap ? ' wrap' : ''}${look.times ? ' times' : ''}`
    this.#clear()
    this.draw()
  }

  /** Draws with the next frame. */
  draw(): void {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined
      if (this.#floods && now - this.#drawnAt < betweenFloods) return this.draw()
      this.#drawnAt = now
      this.#render()
      this.#drawn()
    })
  }

  /** Whether nothing of what is in sight would be left. */
  get #floods(): boolean {
    return this.#follows && this.#ring.end - this.#last > this.inSight
  }

  follow(): void {
    this.#follows = true
    this.draw()
  }

  pause(): void {
    if (!this.#follows) return
    this.#follows = false
    this.draw()
  }

  /** How many lines are below what is in sight. */
  get below(): number {
    return this.#follows ? 0 : Math.max(0, this.#ring.end - this.#last - 1)
  }

  /** How many lines are in sight. */
  get inSight(): number {
    return this.#last - this.#anchor.line + 1
  }

  /** Puts a line in the middle. */
  show(line: number): void {
    this.#goTo({ line, y: Math.floor(this.#scroller.clientHeight / 2) - lineHeight })
  }

  #goTo(anchor: Anchor): void {
    this.#follows = false
    this.#anchor = anchor
    this.draw()
  }

  /** What is in sight, as text. */
  textInSight(): string {
    return [...this.#rows.entries()]
      .sort(([one], [other]) => one - other)
      .map(([, row]) => row.text.textContent)
      .join('\n')
  }

  dispose(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    clearTimeout(this.#settling)
    this.#ended.abort()
    this.#resized.disconnect()
    this.#scroller.replaceChildren()
  }

  #clear(): void {
    for (const { element } of this.#rows.values()) element.remove()
    this.#rows.clear()
  }

  /** At once: the browser would glide there, past an end that moves, and on when somebody has turned back already. */
  #onKey(event: KeyboardEvent): void {
    if ((event.key !== 'End' && event.key !== 'Home') || event.shiftKey) return
    event.preventDefault()
    if (event.key === 'End') this.follow()
    else this.#goTo({ line: this.#ring.first, y: 0 })
  }

  #onSelection(): void {
    const selection = document.getSelection()
    if (selection === null || selection.isCollapsed) return
    if (this.#layer.contains(selection.anchorNode)) this.pause()
  }

  #onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller
    const by = scrollTop - this.#scrolled
    if (Math.abs(by) < 1) return
    this.#scrolled = scrollTop
    this.#moved = performance.now()
    this.#down = by > 0
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.draw(), settled + 1)
    const most = scrollHeight - clientHeight
    // While one scrolls down to the end, that moves on.
    this.#follows = scrollTop >= most - (by > 0 ? 2 * lineHeight : 1)
    const isSmall = Math.abs(by) < 2 * clientHeight && scrollTop > 0
    if (isSmall) this.#anchor.y -= by
    else {
      // At this share of the whole, the line at that share of all stands at that share of the height.
      const share = most === 0 ? 0 : scrollTop / most
      const place = share * (this.#ring.end - this.#ring.first)
      const line = Math.floor(place)
      this.#anchor = {
        line: this.#ring.first + line,
        y: share * clientHeight - (place - line) * lineHeight,
      }
    }
    this.draw()
  }

  #render(): void {
    const { first, end } = this.#ring
    const count = end - first
    const height = this.#scroller.clientHeight
    this.#height.style.height = `${count * lineHeight}px`
    const digits = Math.max(3, String(end).length)
    // What is the same is not said again: all lines would get their styles anew.
    if (digits !== this.#digits) this.#layer.style.setProperty('--digits', String(digits))
    this.#digits = digits
    if (count === 0) return this.#clear()
    if (this.#follows) this.#renderEnd(height)
    else if (this.#renderAround(this.#clamped(), height)) {
      this.#follows = this.#down
      this.#renderEnd(height)
    }
    this.#down = false
    this.#setScroll(height)
  }

  #clamped(): Anchor {
    const { first, end } = this.#ring
    const { line, y } = this.#anchor
    if (line < first) return { line: first, y: 0 }
    return line >= end ? { line: end - 1, y } : { line, y }
  }

  #renderEnd(height: number): void {
    const { first, end } = this.#ring
    const from = Math.max(first, end - Math.ceil(height / lineHeight) - 1)
    this.#renderLines(from, end)
    const drawn = this.#bottomOf(end - 1)
    this.#place(Math.min(0, height - drawn), from)
  }

  /** Answers whether that would show something below the last line. */
  #renderAround({ line, y }: Anchor, height: number): boolean {
    const { first, end } = this.#ring
    const above = Math.ceil(Math.max(0, y) / lineHeight) + 2
    // A tall line above hides how many are below it: what is out of sight is drawn in vain, but not missing.
    const below = Math.ceil(Math.max(0, height - y) / lineHeight) + 2
    const from = Math.max(first, line - above)
    const to = Math.min(end, line + below)
    this.#renderLines(from, to)
    let top = y - this.#topOf(line)
    if (from === first && top > 0) top = 0
    if (to === end && top + this.#bottomOf(end - 1) < height) return true
    this.#place(top, from)
    return false
  }

  /** Moves what is drawn, and holds on to the first line in sight. */
  #place(top: number, from: number): void {
    this.#layer.style.transform = `translateY(${top}px)`
    let line = from
    while (line < this.#ring.end - 1 && top + this.#bottomOf(line) <= 0) line += 1
    this.#anchor = { line, y: top + this.#topOf(line) }
    if (this.#follows) {
      this.#last = this.#ring.end - 1
      return
    }
    const height = this.#scroller.clientHeight
    while (line < this.#ring.end - 1 && this.#rows.has(line + 1) && top + this.#topOf(line + 1) < height)
      line += 1
    this.#last = line
  }

  #setScroll(height: number): void {
    const { first, end } = this.#ring
    const most = Math.max(0, (end - first) * lineHeight - height)
    const exact = (this.#anchor.line - first) * lineHeight - this.#anchor.y
    const wanted = this.#follows ? most : Math.min(exact, Math.max(0, most - 2))
    // Wrapped lines are taller than the scroll bar counts, which is set right when it is at rest.
    const moves = performance.now() - this.#moved < settled
    if (this.#look.wrap && !this.#follows && moves) return
    if (Math.abs(wanted - this.#scroller.scrollTop) >= 1) this.#scroller.scrollTop = wanted
    this.#scrolled = this.#scroller.scrollTop
  }

  /** What is out of sight is filled again with what comes into it: at the end all of it, in its place. */
  #renderLines(from: number, to: number): void {
    const gone = [...this.#rows.keys()]
      .filter((line) => line < from || line >= to)
      .sort((one, other) => one - other)
    // The last of them for the last line: so each stays where it is among the others.
    const unused = gone.flatMap((line) => this.#rows.get(line) ?? [])
    for (const line of gone) this.#rows.delete(line)
    let before: Element | null = null
    for (let line = to - 1; line >= from; line -= 1) {
      let row = this.#rows.get(line)
      if (row === undefined) {
        row = unused.pop() ?? makeRow()
        this.#fill(row, line)
        this.#rows.set(line, row)
        if (row.element.parentNode === null || row.element.nextElementSibling !== before)
          this.#layer.insertBefore(row.element, before)
      }
      before = row.element
    }
    for (const { element } of unused) element.remove()
  }

  #fill(row: Row, line: number): void {
    const most = this.#opened.has(line) ? mostOpened : undefined
    fillRow(row, line, readLine(this.#ring.line(line), most), this.#look, () => {
      this.#follows = false
      this.#opened.add(line)
      this.#fill(row, line)
      this.draw()
    })
  }

  #topOf(line: number): number {
    return this.#rows.get(line)?.element.offsetTop ?? 0
  }

  #bottomOf(line: number): number {
    const row = this.#rows.get(line)?.element
    return row === undefined ? 0 : row.offsetTop + row.offsetHeight
  }
}

/** The first line that was written at a time or later; undefined where all are older. */
export function lineAt(ring: LineRing, time: string): number | undefined {
  const wanted = Date.parse(time)
  let low = ring.first
  let high = ring.end
  while (low < high) {
    const middle = (low + high) >> 1
    if (Date.parse(timeOf(ring.line(middle))) < wanted) low = middle + 1
    else high = middle
  }
  // A moment has nanoseconds, of which a date knows but the first three digits.
  for (let line = low; line < ring.end; line += 1) {
    const its = timeOf(ring.line(line))
    if (its === time) return line
    if (Date.parse(its) > wanted) break
  }
  return low < ring.end ? low : undefined
}
