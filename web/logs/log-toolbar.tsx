import FollowIcon from '@mui/icons-material/PlayArrow'
import PauseIcon from '@mui/icons-material/Pause'
import TimeIcon from '@mui/icons-material/AccessTime'
import WrapIcon from '@mui/icons-material/WrapText'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import NativeSelect from '@mui/material/NativeSelect'
import OutlinedInput from '@mui/material/OutlinedInput'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { visible } from '#web/ui/visible.ts'
import { useState, type ReactNode } from 'react'
import type { LogContainer } from './log-containers.ts'
import { sinces, type Choice, type Since } from './log-query.ts'
import { zoneOf } from './line-time.ts'

interface Props {
  choice: Choice
  onChoice: (change: Partial<Choice>) => void
  containers: readonly LogContainer[]
  container: LogContainer
  /** Undefined where there is nothing to follow. */
  follows: boolean | undefined
  onFollow: (follows: boolean) => void
  /** The field for finding. */
  find: ReactNode
  /** What is done with the lines, and how many come. */
  children: ReactNode
}

/** What is read, and how it is shown. */
export function LogToolbar(props: Props): ReactNode {
  const { choice, onChoice, containers, container, follows, onFollow, find, children } = props
  const { previous, since, wrap, times } = choice
  const [zone] = useState(() => zoneOf(Date.now()))
  const noPrevious =
    container.before === undefined
      ? `The container ${visible(container.name)} has had no run before this one.`
      : undefined
  return (
    <Box
      role="toolbar"
      aria-label="Log"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}
    >
      {containers.length > 1 && (
        <Choose
          label="Container"
          value={container.name}
          options={containers.map(({ name, role }) => [
            name,
            role === 'container' ? visible(name) : `${visible(name)} (${role})`,
          ])}
          onChange={(name) => onChoice({ container: name, previous: false })}
        />
      )}
      <Choose
        label="From when"
        value={since}
        options={Object.entries(sinces)}
        onChange={(value) => onChoice({ since: value as Since })}
      />
      {follows !== undefined && (
        <Button
          variant="outlined"
          startIcon={follows ? <PauseIcon /> : <FollowIcon />}
          onClick={() => onFollow(!follows)}
          title={follows ? 'Stay where you are' : 'Go to the end and stay there (End)'}
        >
          {follows ? 'Pause' : 'Follow'}
        </Button>
      )}
      <ReasonedButton
        variant={previous ? 'contained' : 'outlined'}
        aria-pressed={previous}
        reason={previous ? undefined : noPrevious}
        onClick={() => onChoice({ previous: !previous })}
      >
        Previous run
      </ReasonedButton>
      <Box sx={{ display: 'flex' }}>
        <Switch label="Wrap long lines" on={wrap} onChange={(on) => onChoice({ wrap: on })}>
          <WrapIcon sx={{ fontSize: 18 }} />
        </Switch>
        <Switch label={`Times in your zone, ${zone}`} on={times} onChange={(on) => onChoice({ times: on })}>
          <TimeIcon sx={{ fontSize: 18 }} />
        </Switch>
      </Box>
      {find}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, ml: 'auto' }}>{children}</Box>
    </Box>
  )
}

interface ChooseProps {
  label: string
  value: string
  options: readonly (readonly [value: string, words: string])[]
  onChange: (value: string) => void
}

/** The browser's own list: it fits every window, and every keyboard knows it. */
function Choose({ label, value, options, onChange }: ChooseProps): ReactNode {
  return (
    <NativeSelect
      value={value}
      onChange={({ target }) => onChange(target.value)}
      input={<OutlinedInput size="small" sx={{ height: 32, fontSize: '0.8125rem', maxWidth: 220 }} />}
      inputProps={{ 'aria-label': label, title: label }}
      sx={{ '& select': { py: 0.5 } }}
    >
      {options.map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </NativeSelect>
  )
}

function Switch(props: {
  label: string
  on: boolean
  onChange: (on: boolean) => void
  children: ReactNode
}): ReactNode {
  const { label, on, onChange, children } = props
  return (
    <IconButton
      aria-label={label}
      title={label}
      aria-pressed={on}
      color={on ? 'primary' : 'default'}
      onClick={() => onChange(!on)}
      sx={on ? { bgcolor: 'action.selected' } : {}}
    >
      {children}
    </IconButton>
  )
}
