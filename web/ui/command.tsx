import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { mono } from '#web/theme/theme.ts'
import { CopyButton } from './copy-button.tsx'

/** A command to run in one's own terminal, ready to be copied. */
export function Command({ children, what = 'the command' }: { children: string; what?: string }): ReactNode {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        pl: 1.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: 'background.default',
      }}
    >
      <Box
        component="code"
        sx={{
          flex: 1,
          minWidth: 0,
          py: 0.75,
          fontFamily: mono,
          fontSize: '0.8125rem',
          whiteSpace: 'pre-wrap',
        }}
      >
        {children.split(/(\s+)/).map((part, index) =>
          part.trim() === '' ? (
            part
          ) : (
            <span key={index} style={wordStyle}>
              {part}
            </span>
          ),
        )}
      </Box>
      <CopyButton text={children} what={what} />
    </Box>
  )
}

/** A line ends between words, not after the hyphen of an option, unless a word is longer than the line. */
const wordStyle = { display: 'inline-block', maxWidth: '100%' } as const
