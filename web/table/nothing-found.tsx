import { Nothing } from '#web/ui/nothing.tsx'
import SearchOffIcon from '@mui/icons-material/SearchOff'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'

interface Props {
  /** What the rows would be, in the plural. */
  what: string
  filter: string
  /** Whether more of them are on the way. */
  partial: boolean
  onClear: () => void
}

/** Stands for the rows where the filter lets none through. */
export function NothingFound({ what, filter, partial, onClear }: Props): ReactNode {
  return (
    <Nothing
      icon={<SearchOffIcon />}
      title={`No ${what} match “${filter}”${partial ? ' so far' : ''}`}
      actions={
        <Button variant="outlined" onClick={onClear}>
          Clear filter
        </Button>
      }
    >
      All words must match: in any column, as label=value or label!=value, as status:failing, or in one column
      as column:text.
    </Nothing>
  )
}
