import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

interface Props {
  /** Both are undefined until there is what writes YAML. */
  shown: string | undefined
  whole: string | undefined
  /** For how many lines there is room until then. */
  lines: number
}

/** The YAML that the form sends, following what is typed; passwords are only in what is copied. */
export function ManifestView({ shown, whole, lines }: Props): ReactNode {
  return (
    <Section
      title="What will be sent"
      action={whole !== undefined && <CopyButton text={whole} what="the YAML" />}
    >
      <Box
        component="pre"
        tabIndex={0}
        role="region"
        aria-label="YAML of what will be sent"
        aria-busy={shown === undefined}
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
        {shown ?? '…' + '\n'.repeat(lines)}
      </Box>
    </Section>
  )
}
