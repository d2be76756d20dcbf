import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** The YAML that the form sends, following what is typed; passwords are only in what is copied. */
export function ManifestView({ shown, whole }: { shown: string; whole: string }): ReactNode {
  return (
    <Section title="What will be sent" action={<CopyButton text={whole} what="the YAML" />}>
      <Box
        component="pre"
        tabIndex={0}
        role="region"
        aria-label="YAML of what will be sent"
        sx={{
          m: 0,
          px: 1.5,
          py: 1.25,
          maxHeight: '60vh',
          overflow: 'auto',
          fontFamily: mono,
          fontSize: '0.8125rem',
          lineHeight: 1.5,
          whiteSpace: 'pre-wrap',
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        {shown}
      </Box>
    </Section>
  )
}
