import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import {
  memo,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react'
import { useNavigate } from 'react-router'
import type { Watchable } from '#web/data/fold.ts'
import { useMedia } from '#web/ui/use-media.ts'
import { keyOf, type Column } from './column.ts'
import type { Selection } from './use-selection.ts'
import type { Rows } from './hold-order.ts'
import type { Sort } from './sort.ts'
import { TableHead } from './table-head.tsx'
import { lowRow, TableRow, tallRow } from './table-row.tsx'
import { useDrawn } from './use-drawn.ts'
import { useFormerPlace, useKeptPlace } from './use-place.ts'
import { useRowFocus } from './use-row-focus.ts'

export interface RowsHandle {
  focusFirst: () => void
}

interface Props<T extends Watchable> {
  ref: Ref<RowsHandle>
  label: string
  rows: Rows<T>
  columns: readonly Column<T>[]
  /** The one that leads to an object's page. */
  leading: string | undefined
  /** In CSS pixels; a table that is wider than its place scrolls sideways. */
  minWidth: number
  selection: Selection<T> | undefined
  sort: Sort
  onSort: (sort: Sort) => void
  href: (object: T) => string | undefined
  onMenu: ((object: T, anchor: HTMLElement) => void) | undefined
  onFocus: () => void
  onPointerEnter: () => void
  onPointerLeave: () => void
}

const headHeight = 36

/** In a low or much enlarged window the page scrolls, and so much of the table stays in it. */
const leastHeight = 240

function VirtualRowsOnce<T extends Watchable>(props: Props<T>): ReactNode {
  const { ref, label, leading, minWidth, selection, sort, onSort, href, onMenu, onFocus } = props
  const { onPointerEnter, onPointerLeave } = props
  const { objects, gone } = props.rows
  const columns = useDrawn(props.columns)
  const isPhone = useMedia('(max-width: 599.95px)')
  const rowHeight = columns.some(({ second }) => second !== undefined) ? tallRow : lowRow
  const container = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const onOpen = useCallback((address: string) => void navigate(address), [navigate])
  const former = useFormerPlace()
  const keys = (index: number): string => {
    const object = objects[index]
    return object === undefined ? String(index) : keyOf(object)
  }
  const focus = useRowFocus(
    container,
    objects.length,
    keys,
    (index) => virtual.scrollToIndex(index),
    former?.row,
  )
  useKeptPlace(container, former, focus.row)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtual = useVirtualizer({
    count: objects.length,
    getScrollElement: () => container.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    initialOffset: former?.offset ?? 0,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // The row that has the focus stays in the page when it is scrolled away, or the focus would be lost.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), focus.index),
  })
  // Rows of another height have other places, which are not asked for by themselves.
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight])
  useImperativeHandle(ref, () => ({ focusFirst: () => focus.move(0) }))
  return (
    <div
      ref={container}
      className="rows"
      style={{ minHeight: Math.min(leastHeight, headHeight + objects.length * rowHeight + 2) }}
    >
      <table
        className="grid"
        role="grid"
        aria-label={label}
        aria-rowcount={objects.length + 1}
        aria-multiselectable={selection === undefined ? undefined : true}
        style={{ minWidth: isPhone ? 0 : minWidth }}
      >
        <TableHead {...{ columns, sort, onSort, label, selection }} withMenu={onMenu !== undefined} />
        <tbody
          onKeyDown={(event) => {
            if (selection === undefined || !selects(event, selection)) focus.onKeyDown(event)
          }}
          onFocus={(event) => {
            focus.onFocus(event)
            onFocus()
          }}
          {...{ onPointerEnter, onPointerLeave }}
        >
          {placed(virtual.getVirtualItems(), virtual.getTotalSize()).map(({ gap, index, key }) => {
            const object = index === undefined ? undefined : objects[index]
            if (object === undefined || index === undefined) return <Gap key={key} height={gap} />
            const own = keyOf(object)
            return (
              <TableRow
                key={own}
                object={object}
                gone={gone.has(object)}
                columns={columns}
                leading={leading}
                height={rowHeight}
                index={index + 2}
                active={index === focus.index}
                href={href}
                onOpen={onOpen}
                onMenu={onMenu}
                selected={selection?.keys.has(own) === true}
                onSelect={selection?.toggle}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/**
 * The rows that fit the window, of however many there are, under a head that stays. Drawn again only when they change;
 * the cast is as in `TableRow`.
 */
export const VirtualRows = memo(VirtualRowsOnce) as typeof VirtualRowsOnce

/** Space selects the row that has the focus, with Shift all since the last one, and Ctrl or ⌘ A all that are shown. */
function selects<T>(event: KeyboardEvent<HTMLElement>, { toggle, toggleAll, all }: Selection<T>): boolean {
  const { key, target, ctrlKey, metaKey, shiftKey } = event
  const row = target instanceof HTMLElement && target.matches('tr') ? target.dataset['key'] : undefined
  if (key === ' ' && row !== undefined) toggle(row, shiftKey)
  else if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) {
    if (!all) toggleAll()
  } else return false
  event.preventDefault()
  return true
}

function withIndex(indexes: number[], index: number): number[] {
  return indexes.includes(index) ? indexes : [...indexes, index].sort((one, other) => one - other)
}

interface Place {
  key: string
  /** A row, or else a gap of this height in pixels. */
  index?: number
  gap: number
}

/** The drawn rows, and gaps for all that is not drawn between and around them. */
function placed(items: readonly VirtualItem[], total: number): Place[] {
  const places: Place[] = []
  let at = headHeight
  for (const { index, start, end } of items) {
    if (start > at) places.push({ key: `gap-${index}`, gap: start - at })
    places.push({ key: `row-${index}`, index, gap: 0 })
    at = end
  }
  if (total + headHeight > at) places.push({ key: 'gap-end', gap: total + headHeight - at })
  return places
}

function Gap({ height }: { height: number }): ReactNode {
  return (
    <tr aria-hidden="true" style={{ height }}>
      <td />
    </tr>
  )
}
