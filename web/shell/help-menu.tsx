import { version } from '#web/data/queries.ts'
import { paths } from '#web/paths.ts'
import { keyStyle } from '#web/ui/key-style.ts'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { setOver } from './over.ts'

/** What explains the console, and which one it is. */
export function HelpMenu({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }): ReactNode {
  const { data } = useQuery(version)
  return (
    <Menu open anchorEl={anchor} onClose={onClose}>
      {data?.docs !== undefined && (
        <MenuItem component="a" href={data.docs} target="_blank" rel="noreferrer" onClick={onClose}>
          Documentation
        </MenuItem>
      )}
      <MenuItem
        onClick={() => {
          onClose()
          setOver('shortcuts')
        }}
      >
        Keyboard shortcuts
        <Box component="kbd" sx={{ ...keyStyle, ml: 'auto' }}>
          ?
        </Box>
      </MenuItem>
      <MenuItem component={Link} to={paths.tour()} onClick={onClose}>
        Show the tour again
      </MenuItem>
      {data !== undefined && <Divider component="li" role="none" />}
      {data !== undefined && (
        <Box component="li" role="none" sx={{ px: 2, pt: 0.5, pb: 1, maxWidth: 300 }}>
          <Typography variant="body2" color="textSecondary">
            Aerie {data.aerie} · Kubernetes {data.kubeVersion}
          </Typography>
          {data.notice !== undefined && (
            <Typography variant="caption" color="textSecondary">
              {data.notice}
            </Typography>
          )}
        </Box>
      )}
    </Menu>
  )
}
