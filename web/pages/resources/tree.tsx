import { mono } from '#web/theme/theme.ts'
import { visible } from '#web/ui/visible.ts'
import { cellText } from './cell-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

/** Fields and what is in them, as deep as they go: names beside plain values, above what has parts itself. */
export function Tree({ value }: { value: unknown }): ReactNode {
  const entries = entriesOf(value)
  if (entries === undefined) return <Plain value={value} />
  if (entries.length === 0) return <Quiet>Empty</Quiet>
  return (
    <Box component="dl" sx={listStyle}>
      {entries.map(([name, inner]) => {
        const isPlain = entriesOf(inner) === undefined || entriesOf(inner)?.length === 0
        return (
          <Box key={name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={isPlain ? nameStyle : { ...nameStyle, gridColumn: '1 / -1' }}>
              {visible(name)}
            </Box>
            <Box component="dd" sx={isPlain ? valueStyle : { ...valueStyle, ...innerStyle }}>
              <Tree value={inner} />
            </Box>
          </Box>
        )
      })}
    </Box>
  )
}

/** Parts by name, of a list by their own name or their place; undefined for what has none. */
function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return value.length === 0 ? [] : undefined
    return value.map((item: unknown, index): [string, unknown] => [nameIn(item) ?? `${index + 1}`, item])
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}

function nameIn(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('name' in item)) return undefined
  return typeof item.name === 'string' ? item.name : undefined
}

function Plain({ value }: { value: unknown }): ReactNode {
  if (value === null || value === undefined || value === '') return <Quiet>Empty</Quiet>
  const text = Array.isArray(value) ? value.map(String).join(', ') : cellText(value)
  return (
    <Box component="span" sx={{ fontFamily: mono, fontSize: '0.8125rem', whiteSpace: 'pre-wrap' }}>
      {visible(text)}
    </Box>
  )
}

function Quiet({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography component="span" variant="body2" color="textSecondary">
      {children}
    </Typography>
  )
}

const listStyle = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: 'fit-content(45%) minmax(0, 1fr)',
  columnGap: 2,
  rowGap: 0.5,
} as const

const nameStyle = { color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' } as const
const valueStyle = { m: 0, minWidth: 0, overflowWrap: 'anywhere' } as const
const innerStyle = { gridColumn: '1 / -1', pl: 2, ml: 0.5, borderLeft: 1, borderColor: 'divider' } as const
