import Box from '@mui/material/Box'
import Switch from '@mui/material/Switch'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'

interface Props {
  label: string
  /** What it does. */
  about: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Something that is on or off, with what that means. */
export function SwitchRow({ label, about, checked, onChange }: Props): ReactNode {
  const id = useId()
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, py: 0.75 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography component="label" htmlFor={id} sx={{ fontWeight: 550 }}>
          {label}
        </Typography>
        <Typography id={`${id}-about`} variant="body2" color="textSecondary">
          {about}
        </Typography>
      </Box>
      <Switch
        checked={checked}
        onChange={(_, on) => onChange(on)}
        slotProps={{ input: { id, role: 'switch', 'aria-describedby': `${id}-about` } }}
      />
    </Box>
  )
}
