import { Time } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useEffect, useId, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { markSeen, useNotices } from './notices.ts'

/** The last notices of this window. */
export function NoticeList({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }): ReactNode {
  const id = useId()
  const { all } = useNotices()
  useEffect(markSeen, [])
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { sx: popupStyle, role: 'dialog', 'aria-labelledby': id, tabIndex: -1 } }}
    >
      <Typography id={id} sx={{ fontWeight: 600, mb: 0.5 }}>
        Notices
      </Typography>
      {all.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          When something that you began ends while you are elsewhere, such as a virtual cluster that gets
          ready, it is said here.
        </Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {all.map(({ id: key, words, tone, to, at }) => (
            <li key={key}>
              <Mark tone={tone}>
                {to === undefined ? (
                  words
                ) : (
                  <Link component={RouterLink} to={to} onClick={onClose}>
                    {words}
                  </Link>
                )}
              </Mark>
              <Typography variant="caption" color="textSecondary" component="div" sx={{ pl: 3 }}>
                <Time at={at} />
              </Typography>
            </li>
          ))}
        </Box>
      )}
    </Popover>
  )
}

const popupStyle = {
  width: 340,
  maxWidth: 'calc(100vw - 32px)',
  maxHeight: '60vh',
  mt: 0.5,
  px: 2,
  py: 1.5,
} as const
