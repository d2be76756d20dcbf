import { usePreference } from '#web/data/preferences.ts'
import { paths } from '#web/paths.ts'
import { keyStyle } from '#web/ui/key-style.ts'
import { ReadDialog } from '#web/ui/read-dialog.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { Fragment, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { shortcutGroups, type ShortcutGroup } from './shortcuts.ts'

/** All keys of the console, and where single ones are switched off. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const off = usePreference('shortcuts').value === false
  return (
    <ReadDialog wide title="Keyboard shortcuts" onClose={onClose}>
      <Typography color="textSecondary" sx={{ mb: 0.5 }}>
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
    </ReadDialog>
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
