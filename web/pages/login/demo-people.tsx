import type { Methods } from '#web/data/queries.ts'
import Box from '@mui/material/Box'
import List from '@mui/material/List'
import ListItem from '@mui/material/ListItem'
import ListItemButton from '@mui/material/ListItemButton'
import ListItemText from '@mui/material/ListItemText'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  people: NonNullable<Methods['demo']>['people']
  chosen: string
  onChoose: (username: string) => void
}

/** The people of the demo story, to be picked instead of typed. They share the administrator's password. */
export function DemoPeople({ people, chosen, onChoose }: Props): ReactNode {
  return (
    <Box
      component="section"
      aria-labelledby="demo-title"
      sx={{
        p: 2,
        borderLeft: { sm: 1 },
        borderTop: { xs: 1, sm: 0 },
        borderColor: { xs: 'divider', sm: 'divider' },
        bgcolor: 'background.default',
      }}
    >
      <Typography variant="h2" id="demo-title" sx={{ px: 1 }}>
        People of the demo
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ px: 1, mb: 1 }}>
        Pick one; all of them have the administrator’s password.
      </Typography>
      <List disablePadding>
        {people.map(({ username, displayName, hint }) => (
          <ListItem key={username} disablePadding>
            <ListItemButton
              selected={username === chosen}
              onClick={() => onChoose(username)}
              sx={{ borderRadius: 1, px: 1, py: 0.25 }}
            >
              <ListItemText
                primary={displayName}
                secondary={`${username} · ${hint}`}
                slotProps={{ secondary: { variant: 'caption' } }}
              />
            </ListItemButton>
          </ListItem>
        ))}
      </List>
    </Box>
  )
}
