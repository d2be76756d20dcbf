import { usePreference } from '#web/data/preferences.ts'
import { paths } from '#web/paths.ts'
import { keyStyle } from '#web/ui/key-style.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Fragment, useId, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { shortcutGroups, type ShortcutGroup } from './shortcuts.ts'

/** All keys of the console, and where single ones are switched off. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const id = useId()
  const off = usePreference('shortcuts').value === false
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Typography color="textSecondary" sx={{ mb: 2 }}>
          {off
            ? 'Single keys are switched off: only what is pressed with Ctrl works. '
            : 'Single keys work wherever you are not typing. On a Mac, ⌘ does what Ctrl does. '}
          <Link component={RouterLink} to={paths.preferences()} onClick={onClose}>
            {off ? 'Switch them on in your preferences' : 'Switch them off in your preferences'}
          </Link>
          .
        </Typography>
        <Box sx={{ columnCount: { xs: 1, sm: 2 }, columnGap: 4 }}>
          {shortcutGroups.map((group) => (
            <Group key={group.title} {...group} />
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Group({ title, shortcuts }: ShortcutGroup): ReactNode {
  return (
    <Box component="section" sx={{ breakInside: 'avoid', mb: 2 }}>
      <Typography variant="h2" sx={{ fontSize: '0.875rem', mb: 0.5 }}>
        {title}
      </Typography>
      <Box component="dl" sx={listStyle}>
        {shortcuts.map(({ keys, words }) => (
          <div key={keys}>
            <dt>{words}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </Box>
    </Box>
  )
}

/** `g p` are two keys in a row, `Ctrl+K` two at once. */
function Keys({ keys }: { keys: string }): ReactNode {
  return keys.split(' ').map((key, at) => (
    <Fragment key={key}>
      {at > 0 && ' then '}
      <Box component="kbd" sx={{ ...keyStyle, color: 'text.primary' }}>
        {key}
      </Box>
    </Fragment>
  ))
}

const listStyle = {
  m: 0,
  '& > div': {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: 2,
    minHeight: 30,
    borderBottom: 1,
    borderColor: 'divider',
  },
  '& dd': { m: 0, color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' },
} as const
