import ProfileIcon from '@mui/icons-material/AccountCircleOutlined'
import LogoutIcon from '@mui/icons-material/LogoutOutlined'
import TerminalIcon from '@mui/icons-material/TerminalOutlined'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { signOut } from '#web/data/session.ts'
import { paths } from '#web/paths.ts'
import type { Who } from './who.ts'

interface Props {
  anchor: HTMLElement
  me: Who
  onClose: () => void
  onConnect: () => void
}

export function UserMenuPopup({ anchor, me, onClose, onConnect }: Props): ReactNode {
  const leave = useMutation({
    mutationFn: signOut,
    // A whole new page, so that nothing of what was seen stays in memory.
    onSuccess: () => window.location.assign(paths.login(undefined, 'signed-out')),
  })
  return (
    <Menu open anchorEl={anchor} onClose={onClose}>
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
      <Divider component="li" role="none" sx={{ mb: 1 }} />
      <MenuItem autoFocus component={Link} to={paths.profile()} onClick={onClose}>
        <ListItemIcon>
          <ProfileIcon fontSize="small" />
        </ListItemIcon>
        Profile
      </MenuItem>
      <MenuItem
        onClick={() => {
          onClose()
          onConnect()
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
        {leave.isError ? 'Signing out failed. Try again' : 'Sign out'}
      </MenuItem>
    </Menu>
  )
}
