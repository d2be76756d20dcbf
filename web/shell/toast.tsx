import CloseIcon from '@mui/icons-material/Close'
import IconButton from '@mui/material/IconButton'
import Snackbar from '@mui/material/Snackbar'
import SnackbarContent from '@mui/material/SnackbarContent'
import type { ReactNode } from 'react'

interface Props {
  /** Undefined while there is nothing to say. */
  said: ReactNode | undefined
  onClose: () => void
}

/** Says something for some seconds at the foot of the window; longer while somebody is at it. */
export function Toast({ said, onClose }: Props): ReactNode {
  return (
    <Snackbar
      open={said !== undefined}
      autoHideDuration={8_000}
      onClose={(_, reason) => {
        // A click elsewhere is about something else.
        if (reason !== 'clickaway') onClose()
      }}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
    >
      <SnackbarContent
        role="status"
        message={said}
        action={
          <IconButton color="inherit" aria-label="Close the message" onClick={onClose}>
            <CloseIcon sx={{ fontSize: 16 }} />
          </IconButton>
        }
      />
    </Snackbar>
  )
}
