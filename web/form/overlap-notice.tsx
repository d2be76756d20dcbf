import { consoleManager } from '#web/data/writes.ts'
import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { visible } from '#web/ui/visible.ts'
import type { Overlap } from './merge.ts'

interface Props {
  overlaps: readonly Overlap[]
  /** The field in words. */
  titleOf: (field: string) => string
  /** Saves although others changed the same. */
  onOverrule: () => void
  onDiscard: () => void
}

/** What two people changed to different ends: which it is to be is for the person to say. */
export function OverlapNotice({ overlaps, titleOf, onOverrule, onDiscard }: Props): ReactNode {
  return (
    <Alert severity="warning">
      <AlertTitle>Somebody else changed the same while you were typing</AlertTitle>
      {overlaps.map(({ field, theirs, manager }) => (
        <Box key={field}>
          {titleOf(field)} is now “{shortly(theirs)}”
          {manager !== undefined &&
            (manager === consoleManager ? ', changed in the console' : `, written with ${visible(manager)}`)}
          .
        </Box>
      ))}
      <Box sx={{ display: 'flex', gap: 1, mt: 1, flexWrap: 'wrap' }}>
        <Button variant="outlined" onClick={onOverrule}>
          Save mine
        </Button>
        <Button onClick={onDiscard}>Take theirs</Button>
      </Box>
    </Alert>
  )
}

/** A value in a few words. */
export function shortly(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return visible(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
