import { Command } from '#web/ui/command.tsx'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useWatch, type Control } from 'react-hook-form'
import type { Tree } from './merge.ts'

interface Props<Values extends Tree> {
  control: Control<Values>
  /** Undefined while it cannot be told yet. */
  command: (values: Values) => string | undefined
}

/** What the form would do, as a command that follows what is typed. */
export function KubectlCommand<Values extends Tree>({ control, command }: Props<Values>): ReactNode {
  const values = useWatch({ control, compute: (all: Values) => all })
  const text = command(values)
  return (
    <Box component="details" sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer', mb: 1 } }}>
      <summary>The same on the command line</summary>
      {text !== undefined && <Command>{text}</Command>}
    </Box>
  )
}
