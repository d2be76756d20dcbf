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

/** What is not there any more and was not seen leaving may be there still, for others. */
export function goneWords(
  what: string,
  { metadata }: { metadata: { deletionTimestamp?: string | null | undefined } },
): string {
  return typeof metadata.deletionTimestamp === 'string'
    ? `This ${what} was deleted.`
    : `This ${what} was deleted, or you may no longer see it.`
}

/** Says of an object that is still shown that it was deleted, or that it is on its way out. */
export function Gone({ what, gone, leaving, waits = '' }: Props): ReactNode {
  if (gone) {
    return (
      <Alert severity="warning" role="alert">
        {goneWords(what, { metadata: { deletionTimestamp: leaving } })} This is how it was last.
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
