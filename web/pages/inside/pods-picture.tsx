import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { countWords, podGroups, type PodCounts, type PodGroup } from './pod-counts.ts'

interface Props {
  /** Undefined until they are counted. */
  counts: PodCounts | undefined
  /** Whether there are more than were counted yet. */
  partial?: boolean
  /** Where the list of the pods is. */
  to: string
}

/** How many pods are how, as one bar whose parts differ without their colours, too; each leads to those pods. */
export function PodsPicture({ counts, partial = false, to }: Props): ReactNode {
  const parts = counts === undefined ? [] : podGroups.filter(({ group }) => counts[group] > 0)
  const all = counts === undefined ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0)
  const words = counts === undefined ? 'Being counted' : all === 0 ? 'None' : countWords(counts)
  return (
    <Section title="Pods" {...(counts === undefined ? {} : { count: all })}>
      {/* As high before as after they are counted. */}
      <Box sx={{ px: 2, py: 1.5, minHeight: 70, display: 'grid', gap: 1.25, alignContent: 'start' }}>
        <Box role="img" aria-label={`Pods by state: ${words}`} sx={barStyle}>
          {parts.map(({ group }) => (
            <Box key={group} sx={{ ...partStyle, ...looks[group], flexGrow: counts?.[group] ?? 0 }} />
          ))}
        </Box>
        {counts !== undefined && all === 0 && (
          <Typography color="textSecondary">Nothing runs here.</Typography>
        )}
        {parts.length > 0 && (
          <Box component="ul" aria-label="Pods by state" sx={legendStyle}>
            {parts.map(({ group, words: word, filter }) => (
              <li key={group}>
                <Box aria-hidden="true" sx={{ ...swatchStyle, ...looks[group] }} />
                <Link
                  component={RouterLink}
                  to={`${to}?${new URLSearchParams({ filter })}`}
                  underline="hover"
                  color="textPrimary"
                >
                  {counts?.[group].toLocaleString('en')}
                  {partial && '+'} {word}
                </Link>
              </li>
            ))}
          </Box>
        )}
      </Box>
    </Section>
  )
}

const stripes = (angle: string, ink: number, gap: number): string =>
  `repeating-linear-gradient(${angle}, currentColor 0 ${ink}px, transparent ${ink}px ${ink + gap}px)`

/** Full, striped one way or the other, or empty: that shows in grey. */
const looks: Readonly<Record<PodGroup, object>> = {
  running: { color: 'success.main', bgcolor: 'currentColor' },
  pending: { color: 'warning.main', backgroundImage: stripes('-45deg', 2, 3) },
  failing: { color: 'error.main', backgroundImage: stripes('90deg', 4, 2) },
  completed: { color: 'text.secondary', backgroundImage: stripes('0deg', 1, 2) },
  leaving: { color: 'text.secondary', backgroundImage: stripes('90deg', 1, 4) },
  unknown: { color: 'text.secondary' },
}

const barStyle = {
  display: 'flex',
  gap: '2px',
  height: 12,
  borderRadius: 1,
  overflow: 'hidden',
  bgcolor: 'action.hover',
} as const

/** Even one among thousands is seen. */
const partStyle = {
  flexBasis: 0,
  minWidth: 6,
  boxShadow: 'inset 0 0 0 1px currentColor',
} as const

const legendStyle = {
  m: 0,
  p: 0,
  listStyle: 'none',
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 2.5,
  rowGap: 0.5,
  '& li': { display: 'inline-flex', alignItems: 'center', gap: 0.75 },
} as const

const swatchStyle = {
  width: 12,
  height: 12,
  borderRadius: '3px',
  boxShadow: 'inset 0 0 0 1px currentColor',
} as const
