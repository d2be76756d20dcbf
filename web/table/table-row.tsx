import { memo, type MouseEvent, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { Icon } from '#web/ui/icon.tsx'
import { cellClass, keyOf, type Column, type Drawn } from './column.ts'
import { SelectBox } from './select-box.tsx'

/** Of one line, and of two. */
export const lowRow = 37
export const tallRow = 57

/** Three dots; a shape of Material Icons, see NOTICE. */
const dots =
  'M6 10c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2m12 0c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2m-6 0c-1.1 0-2 .9-2 2s.9 2 2 2 2-.9 2-2-.9-2-2-2'

interface Props<T extends Watchable> {
  object: T
  gone: boolean
  columns: readonly Drawn<T>[]
  /** Which of them leads to the object's page. */
  leading: string | undefined
  height: number
  /** Counted from 1, the head included. */
  index: number
  /** Whether this row is the table's stop in the order of the keyboard. */
  active: boolean
  /** Where the object's page is, if it has one. */
  href: (object: T) => string | undefined
  onOpen: (address: string) => void
  onMenu: ((object: T, anchor: HTMLElement) => void) | undefined
  selected: boolean
  /** Where rows can be selected; `range` is with all rows since the last one. */
  onSelect: ((key: string, range: boolean) => void) | undefined
}

function TableRowOnce<T extends Watchable>(props: Props<T>): ReactNode {
  const { object, gone, columns, leading, height, index, active, href, onOpen, onMenu } = props
  const { selected, onSelect } = props
  const tabIndex = active ? 0 : -1
  const address = href(object)
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    if (event.defaultPrevented) return
    const own = event.target instanceof Element ? event.target.closest('a, button, label') : null
    if (own?.classList.contains('opener') === true) {
      // With a key held the browser itself opens it, elsewhere.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      onOpen(own.getAttribute('href') ?? '')
      return
    }
    // Other links and buttons do their own work, and somebody who marks text wants no other page.
    if (own === null && address !== undefined && window.getSelection()?.isCollapsed !== false) onOpen(address)
  }
  const contentOf = (column: Column<T>): ReactNode => {
    const content = column.cell === undefined ? column.value(object) : column.cell(object)
    const isLeading = column.id === leading
    const to = isLeading ? address : column.to?.(object)
    if (to === undefined) return content
    return (
      <a className={isLeading ? 'opener' : 'opener other'} href={to} tabIndex={tabIndex}>
        {content}
      </a>
    )
  }
  return (
    <tr
      className={`row${address === undefined ? '' : ' opens'}${gone ? ' gone' : ''}${selected ? ' selected' : ''}`}
      aria-rowindex={index}
      data-key={keyOf(object)}
      tabIndex={tabIndex}
      aria-selected={onSelect === undefined ? undefined : selected}
      onClick={onClick}
      style={{ height }}
    >
      {onSelect !== undefined && (
        <td className="cell">
          <SelectBox
            label={`Select ${object.metadata.name}`}
            checked={selected}
            tabIndex={tabIndex}
            onClick={({ shiftKey }) => onSelect(keyOf(object), shiftKey)}
          />
        </td>
      )}
      {columns.map(({ column, second }) => {
        const text = column.value(object)
        return (
          <td
            key={column.id}
            className={cellClass(column)}
            title={typeof text === 'string' && text !== '' ? text : undefined}
          >
            {contentOf(column)}
            {second !== undefined && <div className="second">{contentOf(second)}</div>}
          </td>
        )
      })}
      {onMenu !== undefined && (
        <td className="cell right menu">
          <button
            type="button"
            className="more"
            aria-label={`Actions for ${object.metadata.name}`}
            aria-haspopup="menu"
            tabIndex={tabIndex}
            onClick={(event) => onMenu(object, event.currentTarget)}
          >
            <Icon shape={dots} size={18} />
          </button>
        </td>
      )}
    </tr>
  )
}

/** Drawn again only when its own object changed; the cast gives `memo` back the type parameter it loses. */
export const TableRow = memo(TableRowOnce) as typeof TableRowOnce
