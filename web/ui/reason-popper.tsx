import Paper from '@mui/material/Paper'
import Popper from '@mui/material/Popper'
import type { ReactNode } from 'react'

/** The reason beside its button, for the eyes; the button's description says the same. */
export function ReasonPopper({ anchor, reason }: { anchor: HTMLElement; reason: string }): ReactNode {
  return (
    <Popper open anchorEl={anchor} placement="bottom-end" aria-hidden="true" sx={{ zIndex: 'tooltip' }}>
      <Paper
        variant="outlined"
        sx={{ mt: 1, px: 1.5, py: 1, maxWidth: 320, fontSize: '0.8125rem', boxShadow: 4 }}
      >
        {reason}
      </Paper>
    </Popper>
  )
}
