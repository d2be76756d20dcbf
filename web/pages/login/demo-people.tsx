import type { Methods } from '#web/data/queries.ts'
import { Picture } from '#web/ui/picture.tsx'
import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props {
  people: NonNullable<Methods['demo']>['people']
  chosen: string
  onChoose: (username: string) => void
}

/** The people of the demo story, to be picked instead of typed. They begin with the administrator's password. */
export function DemoPeople({ people, chosen, onChoose }: Props): ReactNode {
  return (
    <Box
      component="section"
      aria-labelledby="demo-title"
      sx={{
        p: { xs: 2, sm: 3 },
        borderLeft: { sm: 1 },
        borderTop: { xs: 1, sm: 0 },
        // Named for each width: a border that is set again forgets its colour.
        borderColor: { xs: 'divider', sm: 'divider' },
        bgcolor: 'background.default',
      }}
    >
      <Typography variant="h2" id="demo-title" sx={{ px: 1 }}>
        People of the demo
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ px: 1, mb: 1 }}>
        Pick one; each was given the administrator’s first password.
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {people.map(({ username, displayName, hint }) => (
          <li key={username}>
            <ButtonBase
              onClick={() => onChoose(username)}
              sx={{
                display: 'flex',
                justifyContent: 'flex-start',
                gap: 1.5,
                width: '100%',
                p: 1,
                borderRadius: 1,
                textAlign: 'left',
                '&:hover': { bgcolor: 'action.hover' },
                ...(username === chosen ? { '&, &:hover': { bgcolor: 'action.selected' } } : {}),
              }}
            >
              <Picture name={displayName} size={32} quiet />
              <Box sx={{ minWidth: 0 }}>
                <Typography>{displayName}</Typography>
                <Typography variant="caption" color="textSecondary" component="p">
                  {`${username} · ${hint}`}
                </Typography>
              </Box>
            </ButtonBase>
          </li>
        ))}
      </Box>
    </Box>
  )
}
