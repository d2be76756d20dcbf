import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { rowStyle } from './row-style.ts'

/** So many are shown before somebody asks for all of them. */
const few = 50

interface Props<T> {
  items: readonly T[]
  /** What is said where there is nothing. */
  none: string
  renderRow: (item: T) => ReactNode
}

/** What belongs to something, as a list in a card; the first of many, until somebody wants all. */
export function LinkList<T>({ items, none, renderRow }: Props<T>): ReactNode {
  const [all, setAll] = useState(false)
  if (items.length === 0) {
    return (
      <Typography color="textSecondary" sx={{ px: 2, py: 1.5 }}>
        {none}
      </Typography>
    )
  }
  return (
    <>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: '0.8125rem' }}>
        {(all ? items : items.slice(0, few)).map(renderRow)}
      </Box>
      {!all && items.length > few && (
        <Button sx={{ m: 1 }} onClick={() => setAll(true)}>
          Show all {items.length}
        </Button>
      )}
    </>
  )
}

interface RowProps {
  to: string
  title: string
  about?: ReactNode
  /** How it is, at the end of the row. */
  children?: ReactNode
}

/** One of them: what it is called leads to it. */
export function LinkRow({ to, title, about, children }: RowProps): ReactNode {
  return (
    <Box
      component="li"
      sx={{ ...rowStyle, display: 'flex', alignItems: 'center', gap: 2, minHeight: 36, py: 0.5 }}
    >
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Link component={RouterLink} to={to} underline="hover" sx={{ fontWeight: 550, mr: 1 }}>
          {title}
        </Link>
        {about !== undefined && (
          <Typography component="span" variant="body2" color="textSecondary">
            {about}
          </Typography>
        )}
      </Box>
      {children}
    </Box>
  )
}
