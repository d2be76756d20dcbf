import { useMedia } from '#web/ui/use-media.ts'
import CloseIcon from '@mui/icons-material/Close'
import Box from '@mui/material/Box'
import Drawer from '@mui/material/Drawer'
import IconButton from '@mui/material/IconButton'
import Paper from '@mui/material/Paper'
import Typography from '@mui/material/Typography'
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
}

/** Details of a row: beside the table where there is room, else over it. Escape closes it. */
export function SidePanel({ title, onClose, children }: Props): ReactNode {
  const isWide = useMedia('(min-width: 1200px)')
  const id = useId()
  const content = (
    <>
      <PanelHead id={id} title={title} onClose={onClose} takesFocus={isWide} />
      <Box
        sx={{ overflow: 'auto', minHeight: 0, px: 2, pb: 2 }}
        tabIndex={0}
        aria-labelledby={id}
        role="group"
      >
        {children}
      </Box>
    </>
  )
  if (!isWide) {
    return (
      <Drawer
        open
        anchor="right"
        onClose={onClose}
        slotProps={{
          paper: { 'aria-labelledby': id, sx: { width: 'min(100%, 480px)', bgcolor: 'background.paper' } },
        }}
      >
        {content}
      </Drawer>
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose()
  }
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      sx={{
        width: 420,
        flex: 'none',
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        overflow: 'hidden',
      }}
    >
      {content}
    </Paper>
  )
}

/** The focus comes here with the panel, and goes back to where it was with it. */
function PanelHead({
  id,
  title,
  onClose,
  takesFocus,
}: Omit<Props, 'children'> & { id: string; takesFocus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!takesFocus) return undefined
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [takesFocus])
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, pl: 2, pr: 1, py: 1 }}>
      <Typography
        variant="h2"
        id={id}
        ref={heading}
        tabIndex={-1}
        sx={{ flex: 1, minWidth: 0, pt: 0.75, outline: 'none' }}
      >
        {title}
      </Typography>
      <IconButton aria-label="Close the details" onClick={onClose}>
        <CloseIcon sx={{ fontSize: 18 }} />
      </IconButton>
    </Box>
  )
}
