import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { fillOf, previewWords, usedWords, type Fill, type QuotaUse } from './quota-words.ts'

const colours: Readonly<Record<Fill, string>> = {
  free: 'primary.main',
  full: 'warning.light',
  over: 'error.main',
}

/** What is used of a limit, as a bar; what would be added is hatched. The words that belong to it say the same. */
export function QuotaBar({ used, limit, after = used }: QuotaUse): ReactNode {
  if (limit === undefined) return null
  const share = (count: number): string => `${Math.min(100, limit === 0 ? 100 : (100 * count) / limit)}%`
  const fill =
    limit === 0 && Math.max(used, after) === 0 ? 'free' : fillOf({ used: Math.max(used, after), limit })
  return (
    <Box
      aria-hidden="true"
      sx={{
        position: 'relative',
        height: 6,
        minWidth: 24,
        borderRadius: 3,
        overflow: 'hidden',
        bgcolor: 'divider',
        color: colours[fill],
      }}
    >
      {after > used && (
        <Box
          sx={{
            ...segment,
            width: share(after),
            background:
              'repeating-linear-gradient(-45deg, currentColor 0 2px, color-mix(in srgb, currentColor 25%, transparent) 2px 5px)',
          }}
        />
      )}
      {used > 0 && <Box sx={{ ...segment, width: share(used), bgcolor: 'currentColor' }} />}
    </Box>
  )
}

const segment = { position: 'absolute', inset: '0 auto 0 0', borderRadius: 3 } as const

/** Words and bar in one line, for cells of a table. */
export function QuotaCell(use: QuotaUse): ReactNode {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box component="span" sx={{ minWidth: 56, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {usedWords(use)}
      </Box>
      <Box sx={{ flex: 1, maxWidth: 72, display: { xs: 'none', sm: 'block' } }}>
        <QuotaBar {...use} />
      </Box>
    </Box>
  )
}

/** A limit by its name: words, bar, and what a change would make of it. */
export function QuotaLine({ name, ...use }: QuotaUse & { name: string }): ReactNode {
  return (
    <Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: 2, mb: 0.5 }}>
        <span>{name}</span>
        <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {previewWords(use)}
          {use.limit === undefined && use.after === undefined && ', no limit'}
        </Box>
      </Box>
      <QuotaBar {...use} />
    </Box>
  )
}
