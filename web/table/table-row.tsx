import MoreIcon from '@mui/icons-material/MoreHoriz'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Link from '@mui/material/Link'
import MuiTableCell from '@mui/material/TableCell'
import MuiTableRow from '@mui/material/TableRow'
import { memo, type MouseEvent, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Watchable } from '#web/data/fold.ts'
import { display, keyOf, type Column, type Drawn } from './column.ts'
import { SelectBox } from './select-box.tsx'

/** Of one line, and of two. */
export const lowRow = 37
export const tallRow = 57

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
    // Links and buttons do their own work, and somebody who marks text wants no other page.
    const own = event.target instanceof Element && event.target.closest('a, button, label') !== null
    const marking = window.getSelection()?.isCollapsed === false
    if (address !== undefined && !own && !marking) onOpen(address)
  }
  const contentOf = (column: Column<T>): ReactNode => {
    const content = column.cell === undefined ? column.value(object) : column.cell(object)
    const isLeading = column.id === leading
    const to = isLeading ? address : column.to?.(object)
    if (to === undefined) return content
    return (
      <Link
        component={RouterLink}
        to={to}
        tabIndex={tabIndex}
        underline="hover"
        {...(isLeading ? { sx: leadingStyle } : {})}
      >
        {content}
      </Link>
    )
  }
  return (
    <MuiTableRow
      hover
      aria-rowindex={index}
      data-key={keyOf(object)}
      tabIndex={tabIndex}
      {...(onSelect === undefined ? {} : { 'aria-selected': selected, selected })}
      onClick={onClick}
      sx={{
        height,
        cursor: address === undefined ? 'default' : 'pointer',
        opacity: gone ? 0.5 : 1,
        textDecoration: gone ? 'line-through' : 'none',
      }}
    >
      {onSelect !== undefined && (
        <MuiTableCell padding="none">
          <SelectBox
            label={`Select ${object.metadata.name}`}
            checked={selected}
            tabIndex={tabIndex}
            onClick={({ shiftKey }) => onSelect(keyOf(object), shiftKey)}
          />
        </MuiTableCell>
      )}
      {columns.map(({ column, second }) => {
        const text = column.value(object)
        return (
          <MuiTableCell
            key={column.id}
            align={column.align ?? 'left'}
            {...(typeof text === 'string' && text !== '' ? { title: text } : {})}
            sx={{ display: display(column) }}
          >
            {contentOf(column)}
            {second !== undefined && <Box sx={secondStyle}>{contentOf(second)}</Box>}
          </MuiTableCell>
        )
      })}
      {onMenu !== undefined && (
        <MuiTableCell align="right" sx={{ pr: 0.5, pl: 0 }}>
          <IconButton
            aria-label={`Actions for ${object.metadata.name}`}
            aria-haspopup="menu"
            tabIndex={tabIndex}
            onClick={(event) => onMenu(object, event.currentTarget)}
            sx={{ minWidth: 28, minHeight: 28, p: 0.25 }}
          >
            <MoreIcon sx={{ fontSize: 18 }} />
          </IconButton>
        </MuiTableCell>
      )}
    </MuiTableRow>
  )
}

const leadingStyle = { fontWeight: 550 }

/** With room for what a mark sticks out. */
const secondStyle = {
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  color: 'text.secondary',
  mx: -0.5,
  px: 0.5,
} as const

/** Drawn again only when its own object changed; the cast gives `memo` back the type parameter it loses. */
export const TableRow = memo(TableRowOnce) as typeof TableRowOnce
