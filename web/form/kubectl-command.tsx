import { Command } from '#web/ui/command.tsx'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useWatch, type Control } from 'react-hook-form'
import type { Tree } from './merge.ts'

interface Props<Values extends Tree> {
  control: Control<Values>
  command: (values: Values) => string
}

/** What the form would do, as a command that follows what is typed. */
export function KubectlCommand<Values extends Tree>({ control, command }: Props<Values>): ReactNode {
  const values = useWatch({ control, compute: (all: Values) => all })
  return (
    <Box component="details" sx={{ color: 'text.secondary', '& summary': { cursor: 'pointer', mb: 1 } }}>
      <summary>The same on the command line</summary>
      <Command>{command(values)}</Command>
    </Box>
  )
}
