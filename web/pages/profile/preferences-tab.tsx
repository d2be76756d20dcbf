import { asStatusError } from '#web/data/client.ts'
import { preferences, usePreference } from '#web/data/preferences.ts'
import { SelectInput } from '#web/form/select-input.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { Section } from '#web/ui/section.tsx'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SwitchRow } from './switch-row.tsx'

const themes = [
  ['system', 'Like the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

/** How the console is, in every browser of the person's. */
export function PreferencesTab(): ReactNode {
  // Shown when it is known what they are, so that nothing is changed unseen.
  useSuspenseQuery(preferences)
  const theme = usePreference('theme')
  const zone = usePreference('zone')
  const shortcuts = usePreference('shortcuts')
  const screenReader = usePreference('screenReader')
  const notify = usePreference('notify')
  const error =
    [theme, zone, shortcuts, screenReader, notify].find((each) => each.error !== null)?.error ?? null
  const zones = [
    ['local', `This browser’s: ${browserZone()}`],
    ['utc', 'UTC'],
  ] as const
  return (
    <Box sx={{ maxWidth: 640, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography color="textSecondary">
        Kept on the server, and so the same wherever you sign in. Every change counts at once.
      </Typography>
      {error !== null && (
        <Alert severity="error">
          This was not kept, and is as it was before. {sentence(asStatusError(error).message)}
        </Alert>
      )}
      <Section title="How it looks">
        <Box sx={{ p: 2, display: 'grid', gap: 2.5, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <SelectInput
            label="Colours"
            value={theme.value ?? 'system'}
            options={themes}
            onChange={(value) => theme.set(themes.find(([known]) => known === value)?.[0])}
          />
          <SelectInput
            label="Zone of times"
            value={zone.value ?? 'local'}
            options={zones}
            onChange={(value) => zone.set(zones.find(([known]) => known === value)?.[0])}
          />
        </Box>
      </Section>
      <Section title="How it is used">
        <Box sx={{ px: 2, py: 1 }}>
          <SwitchRow
            label="Keyboard shortcuts"
            about="Single keys that open something, such as / for the filter. Off, keys only type."
            checked={shortcuts.value ?? true}
            onChange={shortcuts.set}
          />
          <SwitchRow
            label="Terminals for screen readers"
            about="A terminal tells what it prints to a screen reader, which takes some speed."
            checked={screenReader.value ?? false}
            onChange={screenReader.set}
          />
          <SwitchRow
            label="Notices of the system"
            about="When something that you began ends while this window is hidden, the browser says so outside of it."
            checked={notify.value ?? false}
            onChange={(wanted) => {
              notify.set(wanted)
              // The browser asks the person itself, and only when they just did something.
              if (wanted && typeof Notification !== 'undefined') void Notification.requestPermission()
            }}
          />
        </Box>
      </Section>
      <Section title="Also kept">
        <Facts>
          <Fact name="Favourite and recent places, saved views">
            They change as you use them, and are nobody else’s to see.
          </Fact>
        </Facts>
      </Section>
    </Box>
  )
}

function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
