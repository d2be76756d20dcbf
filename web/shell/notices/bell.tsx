import { usePopup } from '#web/ui/use-popup.ts'
import BellIcon from '@mui/icons-material/NotificationsOutlined'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { lazy, Suspense, type ReactNode } from 'react'
import { useNotices } from './notices.ts'

const load = () => import('./notice-list.tsx')
const NoticeList = lazy(async () => ({ default: (await load()).NoticeList }))

/** What ended lately of all that the person began in this window. */
export function Bell(): ReactNode {
  const { all, fresh } = useNotices()
  const popup = usePopup(load)
  return (
    <>
      <IconButton
        aria-label={fresh === 0 ? 'Notices' : `Notices, ${fresh} new`}
        aria-haspopup="dialog"
        title="What has ended of what you began"
        {...popup.button}
        sx={{
          position: 'relative',
          display: { xs: all.length === 0 ? 'none' : 'inline-flex', sm: 'inline-flex' },
        }}
      >
        <BellIcon sx={{ fontSize: 20 }} />
        {fresh > 0 && (
          <Box component="span" aria-hidden="true" sx={countStyle}>
            {fresh}
          </Box>
        )}
      </IconButton>
      {popup.anchor !== null && (
        <Suspense fallback={null}>
          <NoticeList anchor={popup.anchor} onClose={popup.close} />
        </Suspense>
      )}
    </>
  )
}

const countStyle = {
  position: 'absolute',
  top: 1,
  right: 1,
  minWidth: 15,
  px: '3px',
  borderRadius: 2,
  bgcolor: 'primary.main',
  color: 'primary.contrastText',
  fontSize: '0.6875rem',
  fontWeight: 700,
  lineHeight: '15px',
} as const
