import DownIcon from '@mui/icons-material/ArrowDownward'
import UpIcon from '@mui/icons-material/ArrowUpward'
import DragIcon from '@mui/icons-material/DragIndicator'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { visuallyHidden } from '@mui/utils'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { moved } from './moved.ts'

interface Props {
  anchor: HTMLElement
  /** All that there are. */
  columns: readonly { id: string; header: string }[]
  /** The one that is always shown. */
  leading: string | undefined
  chosen: readonly string[]
  /** Whether they are as they come. */
  isStandard: boolean
  onChange: (chosen: readonly string[] | undefined) => void
  onClose: () => void
}

/** Which columns a table has, and in what order. Loaded when somebody reaches for it. */
export function ColumnsPopup({ anchor, onClose, ...choice }: Props): ReactNode {
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': 'Columns', sx: { p: 1.5, width: 300 } } }}
    >
      <Choice {...choice} />
    </Popover>
  )
}

function Choice(props: Omit<Props, 'anchor' | 'onClose'>): ReactNode {
  const { columns, leading, chosen, isStandard, onChange } = props
  // What is not shown has its place here as well, so that it does not move away from who points at it.
  const [places, setPlaces] = useState<readonly string[]>(chosen)
  const order = [...places, ...columns.flatMap(({ id }) => (places.includes(id) ? [] : [id]))]
  const [said, setSaid] = useState('')
  const dragged = useRef<string>(undefined)
  const list = useRef<HTMLUListElement>(null)

  const show = (next: readonly string[], ids: ReadonlySet<string>): void => {
    setPlaces(next)
    onChange(next.filter((id) => ids.has(id)))
  }
  const move = (id: string, to: number): void => {
    if (to < 0 || to >= order.length) return
    show(moved(order, id, to), new Set(chosen))
    const { header = id } = columns.find((column) => column.id === id) ?? {}
    setSaid(`${header} is column ${to + 1} of ${order.length}`)
  }
  const toggle = (id: string): void => {
    const ids = new Set(chosen)
    if (!ids.delete(id)) ids.add(id)
    show(order, ids)
  }
  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = order.indexOf(id)
    if (event.altKey) return move(id, at + step)
    list.current?.querySelectorAll('input')[at + step]?.focus()
  }
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', mb: 0.5 }}>
        <Typography variant="subtitle2" component="h2">
          Columns
        </Typography>
        <Button
          size="small"
          disabled={isStandard}
          onClick={() => {
            setPlaces([])
            onChange(undefined)
          }}
        >
          Reset
        </Button>
      </Box>
      <Box component="ul" ref={list} sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {order.map((id, at) => {
          const { header = id } = columns.find((column) => column.id === id) ?? {}
          return (
            <Box
              component="li"
              key={id}
              draggable
              onDragStart={() => {
                dragged.current = id
              }}
              onDragOver={(event: { preventDefault: () => void }) => {
                event.preventDefault()
                if (dragged.current !== undefined && dragged.current !== id) move(dragged.current, at)
              }}
              onDragEnd={() => {
                dragged.current = undefined
              }}
              sx={rowStyle}
            >
              <DragIcon aria-hidden="true" sx={{ fontSize: 16, color: 'text.disabled', cursor: 'grab' }} />
              <Box component="label" sx={labelStyle}>
                <input
                  type="checkbox"
                  // What can be pressed at once when this opens.
                  autoFocus={at === 0}
                  checked={id === leading || chosen.includes(id)}
                  aria-disabled={id === leading}
                  aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                  onChange={() => {
                    if (id !== leading) toggle(id)
                  }}
                  onKeyDown={(event) => onKeyDown(event, id)}
                  style={{ width: 16, height: 16, margin: 0, accentColor: 'var(--a-palette-primary-main)' }}
                />
                <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{header}</span>
              </Box>
              <MoveButton label={`Move ${header} up`} onClick={() => move(id, at - 1)} off={at === 0}>
                <UpIcon sx={{ fontSize: 16 }} />
              </MoveButton>
              <MoveButton
                label={`Move ${header} down`}
                onClick={() => move(id, at + 1)}
                off={at === order.length - 1}
              >
                <DownIcon sx={{ fontSize: 16 }} />
              </MoveButton>
            </Box>
          )
        })}
      </Box>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 1 }}>
        Drag to reorder, or press Alt with an arrow. Remembered in this browser.
      </Typography>
      <Box role="status" sx={visuallyHidden}>
        {said}
      </Box>
    </>
  )
}

interface MoveProps {
  label: string
  off: boolean
  onClick: () => void
  children: ReactNode
}

/** It stays in the order of the keyboard at the end of its way, or the focus would be lost there. */
function MoveButton({ label, off, onClick, children }: MoveProps): ReactNode {
  return (
    <IconButton
      aria-label={label}
      aria-disabled={off}
      onClick={onClick}
      sx={{ minWidth: 28, minHeight: 28, p: 0.25, opacity: off ? 0.4 : 1 }}
    >
      {children}
    </IconButton>
  )
}

const rowStyle = { display: 'flex', alignItems: 'center', gap: 0.5, minHeight: 32 } as const
const labelStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1,
  flex: 1,
  minWidth: 0,
  cursor: 'pointer',
  fontSize: '0.8125rem',
} as const
