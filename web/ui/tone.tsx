import PendingIcon from '@mui/icons-material/HourglassTopOutlined'
import GoodIcon from '@mui/icons-material/CheckCircleOutlined'
import LeavingIcon from '@mui/icons-material/DeleteSweepOutlined'
import BadIcon from '@mui/icons-material/ErrorOutlined'
import AsleepIcon from '@mui/icons-material/BedtimeOutlined'
import WarnIcon from '@mui/icons-material/WarningAmberOutlined'
import UnknownIcon from '@mui/icons-material/RadioButtonUncheckedOutlined'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** What a word about a state means: each has its own icon and colour, and the word says it again. */
export type Tone = 'good' | 'pending' | 'asleep' | 'warn' | 'bad' | 'leaving' | 'unknown'

const looks = {
  good: { Icon: GoodIcon, color: 'success.main' },
  pending: { Icon: PendingIcon, color: 'warning.main' },
  asleep: { Icon: AsleepIcon, color: 'primary.main' },
  warn: { Icon: WarnIcon, color: 'warning.main' },
  bad: { Icon: BadIcon, color: 'error.main' },
  leaving: { Icon: LeavingIcon, color: 'text.secondary' },
  unknown: { Icon: UnknownIcon, color: 'text.disabled' },
} as const

/** The icon alone, for places that say the word themselves. */
export function ToneIcon({ tone, size = 16 }: { tone: Tone; size?: number }): ReactNode {
  const { Icon, color } = looks[tone]
  return <Icon aria-hidden="true" sx={{ fontSize: size, color, flex: 'none' }} />
}

/**
 * A state in a word, with its icon and colour. What is well is quiet, so that in a long list the eye finds what
 * is not.
 */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  const loud = tone === 'bad' || tone === 'warn' || tone === 'pending'
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        verticalAlign: 'middle',
        gap: 0.75,
        // As wide as its place, and what the margin takes back.
        maxWidth: 'calc(100% + 4px)',
        minHeight: 22,
        pl: 0.5,
        pr: 1,
        ml: -0.5,
        borderRadius: 1,
        fontWeight: loud ? 600 : 400,
        color: loud ? looks[tone].color : 'text.primary',
        ...(loud ? { bgcolor: `color-mix(in srgb, currentColor 10%, transparent)` } : {}),
      }}
    >
      <ToneIcon tone={tone} />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', overflowWrap: 'break-word' }}>
        {children}
      </Box>
    </Box>
  )
}
