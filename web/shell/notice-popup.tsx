import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'

interface Props {
  anchor: HTMLElement
  notice: string
  onClose: () => void
}

/** What is simulated, and what is not. */
export function NoticePopup({ anchor, notice, onClose }: Props): ReactNode {
  const id = useId()
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
      transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { sx: popupStyle, role: 'dialog', 'aria-labelledby': id } }}
    >
      <Typography id={id} sx={{ fontWeight: 600, mb: 0.5 }}>
        {notice}
      </Typography>
      <Typography variant="body2">
        Nodes, containers and what they log are simulated: no image is pulled and nothing is computed. The
        Kubernetes API, quotas and rights are real, and kubectl works with them as with any cluster.
      </Typography>
    </Popover>
  )
}

const popupStyle = {
  width: 300,
  maxWidth: 'calc(100vw - 32px)',
  mt: -0.5,
  px: 2,
  py: 1.5,
} as const
