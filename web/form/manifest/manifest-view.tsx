import { yamlEditor } from '#web/editor/begin.ts'
import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { Suspense, useState, type ReactNode } from 'react'

interface Props {
  title?: string
  /** Both are undefined until there is what writes YAML. */
  shown: string | undefined
  whole: string | undefined
  /** For how many lines there is room until then. */
  lines?: number
  /** Where it is written instead of filling in the form. */
  children: ReactNode
}

/** The YAML that the form sends, following what is typed, and typed itself by whoever wants to; passwords are only in what is copied. */
export function ManifestView({
  title = 'What will be sent',
  shown,
  whole,
  lines = 0,
  children,
}: Props): ReactNode {
  const [isEdited, setEdited] = useState(false)
  const text = (
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
  )
  return (
    <Section
      title={title}
      action={
        <Box sx={{ display: 'flex', gap: 1 }}>
          {!isEdited && (
            <Button
              disabled={shown === undefined}
              onPointerEnter={yamlEditor.begin}
              onFocus={yamlEditor.begin}
              onClick={() => setEdited(true)}
            >
              Edit as YAML
            </Button>
          )}
          {whole !== undefined && <CopyButton text={whole} what="the YAML" />}
        </Box>
      }
    >
      {isEdited ? <Suspense fallback={text}>{children}</Suspense> : text}
    </Section>
  )
}
