import Alert from '@mui/material/Alert'
import type { ReactNode } from 'react'
import { sentence } from './error-words.ts'
import { Age } from './time.tsx'

interface Props {
  /** What it is: 'team'. */
  what: string
  gone: boolean
  /** Since when it is being deleted; RFC 3339. */
  leaving: string | null | undefined
  /** For what its deletion waits, if it says so. */
  waits?: string | undefined
}

/** Says of an object that is still shown that it was deleted, or that it is on its way out. */
export function Gone({ what, gone, leaving, waits = '' }: Props): ReactNode {
  if (gone) {
    return (
      <Alert severity="warning" role="alert">
        This {what} was deleted, or you may no longer see it. This is how it was last.
      </Alert>
    )
  }
  if (typeof leaving !== 'string') return null
  return (
    <Alert severity="info">
      Being deleted since <Age at={leaving} />
      {waits === '' ? '; something still holds it.' : `. ${sentence(waits)}`}
    </Alert>
  )
}
