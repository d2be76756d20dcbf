import { version } from '#web/data/queries.ts'
import { usePopup } from '#web/ui/use-popup.ts'
import ScienceIcon from '@mui/icons-material/ScienceOutlined'
import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import Typography from '@mui/material/Typography'
import { useIsFetching, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, type ReactNode } from 'react'

const load = () => import('./notice-popup.tsx')
const NoticePopup = lazy(async () => ({ default: (await load()).NoticePopup }))

/** What the server says about itself. Not worth a message when it is not known. */
function useVersion() {
  // The page's own data first: nobody waits for this.
  const enabled = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== version.queryKey[0] }) === 0
  return useQuery({ ...version, enabled }).data
}

/** Where the navigation is hidden, the icon stands for what one must know of the clusters. */
export function NoticeIcon(): ReactNode {
  const notice = useVersion()?.notice
  if (notice === undefined) return null
  return (
    <Box
      role="img"
      aria-label={notice}
      title={notice}
      sx={{ display: { xs: 'flex', md: 'none' }, flex: 'none', color: 'warning.main' }}
    >
      <ScienceIcon aria-hidden="true" sx={{ fontSize: 18 }} />
    </Box>
  )
}

/**
 * What one must know of the clusters, such as that they are simulated, and which server one speaks to, for
 * whoever reports a fault.
 */
export function AboutServer(): ReactNode {
  const data = useVersion()
  if (data === undefined) return null
  return (
    <Box component="footer" sx={{ px: 2, py: 1.5 }}>
      {data.notice !== undefined && <Notice notice={data.notice} />}
      <Typography variant="caption" color="textSecondary" component="p">
        Aerie {data.aerie} · Kubernetes {data.kubeVersion}
      </Typography>
    </Box>
  )
}

/** Asked, it says what it means. */
function Notice({ notice }: { notice: string }): ReactNode {
  const popup = usePopup(load)
  return (
    <>
      <ButtonBase aria-haspopup="dialog" {...popup.button} sx={noticeStyle}>
        <ScienceIcon aria-hidden="true" sx={{ fontSize: 18 }} />
        {notice}
      </ButtonBase>
      {popup.anchor !== null && (
        <Suspense fallback={null}>
          <NoticePopup anchor={popup.anchor} notice={notice} onClose={popup.close} />
        </Suspense>
      )}
    </>
  )
}

const noticeStyle = {
  gap: 0.75,
  mb: 0.25,
  mx: -0.75,
  px: 0.75,
  minHeight: 28,
  borderRadius: 1,
  color: 'warning.main',
  fontSize: '0.8125rem',
  fontWeight: 600,
  '&:hover': { bgcolor: 'action.hover', textDecoration: 'underline' },
} as const
