import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMemo, useState, type ReactNode } from 'react'
import { stringify } from 'yaml'
import { manifestOf } from './manifest.ts'
import type { PartProps } from './object-parts.ts'

/** The object as kubectl would print it; who manages which field is folded away, and what is secret is hidden. */
export function YamlTab({ resource, object }: PartProps): ReactNode {
  const [managed, setManaged] = useState(false)
  const [revealed, setRevealed] = useState(false)
  const isSecret = resource.group === '' && resource.plural === 'secrets'
  const text = useMemo(
    () =>
      stringify(manifestOf(resource, object, { managed, revealed: revealed || !isSecret }), { lineWidth: 0 }),
    [resource, object, managed, revealed, isSecret],
  )
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Typography variant="body2" color="textSecondary" sx={{ mr: 'auto' }}>
          As it is now; it follows each change.
        </Typography>
        {isSecret && (
          <Button aria-expanded={revealed} onClick={() => setRevealed(!revealed)}>
            {revealed ? 'Hide values' : 'Show values'}
          </Button>
        )}
        <Button aria-expanded={managed} onClick={() => setManaged(!managed)}>
          {managed ? 'Fold managed fields' : 'Show managed fields'}
        </Button>
        <CopyButton text={text} what="the YAML" />
      </Box>
      <Box
        component="pre"
        tabIndex={0}
        role="region"
        aria-label={`YAML of ${resource.kind} ${object.metadata.name}`}
        sx={preStyle}
      >
        {visible(text)}
      </Box>
    </>
  )
}

const preStyle = {
  m: 0,
  px: 2,
  py: 1.5,
  minHeight: 240,
  flex: '0 1 auto',
  overflow: 'auto',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  bgcolor: 'background.paper',
  fontFamily: mono,
  fontSize: '0.8125rem',
  lineHeight: 1.5,
} as const
