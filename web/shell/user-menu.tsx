import TerminalIcon from '@mui/icons-material/TerminalOutlined'
import LogoutIcon from '@mui/icons-material/LogoutOutlined'
import Avatar from '@mui/material/Avatar'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import IconButton from '@mui/material/IconButton'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { self } from '#web/data/queries.ts'
import { signOut } from '#web/data/session.ts'
import { paths } from '#web/paths.ts'
import { initials, who } from './who.ts'

const ConnectDialog = lazy(async () => ({ default: (await import('./connect-dialog.tsx')).ConnectDialog }))

/** Who one is, how to get to kubectl, and the way out. */
export function UserMenu(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [connecting, setConnecting] = useState(false)
  const leave = useMutation({
    mutationFn: signOut,
    // A whole new page, so that nothing of what was seen stays in memory.
    onSuccess: () => window.location.assign(paths.login(undefined, 'signed-out')),
  })
  const close = (): void => setAnchor(null)
  return (
    <>
      <IconButton
        aria-label={`Signed in as ${me.displayName}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar
          sx={{ width: 26, height: 26, fontSize: '0.6875rem', fontWeight: 600, bgcolor: 'primary.main' }}
        >
          {initials(me.displayName)}
        </Avatar>
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <Box component="li" role="none" sx={{ px: 2, pt: 0.5, pb: 1.5, maxWidth: 300 }}>
          <Typography sx={{ fontWeight: 600 }}>{me.displayName}</Typography>
          <Typography variant="body2" color="textSecondary">
            {[me.username, me.email].filter(Boolean).join(' · ')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {me.isAdmin ? 'Platform admin. ' : ''}
            {me.teams.length === 0 ? 'In no team.' : `Teams: ${me.teams.join(', ')}`}
          </Typography>
        </Box>
        <Divider component="li" role="none" />
        <MenuItem
          onClick={() => {
            close()
            setConnecting(true)
          }}
        >
          <ListItemIcon>
            <TerminalIcon fontSize="small" />
          </ListItemIcon>
          Connect kubectl…
        </MenuItem>
        <MenuItem onClick={() => leave.mutate()}>
          <ListItemIcon>
            <LogoutIcon fontSize="small" />
          </ListItemIcon>
          {leave.isError ? 'Sign out failed. Try again' : 'Sign out'}
        </MenuItem>
      </Menu>
      {connecting && (
        <Suspense fallback={null}>
          <ConnectDialog onClose={() => setConnecting(false)} />
        </Suspense>
      )}
    </>
  )
}
