import type { Project } from '#api/kinds/project.ts'
import type { Who } from '#web/shell/who.ts'
import Box from '@mui/material/Box'
import { lazy, Suspense, type ReactNode } from 'react'
import type { Control } from 'react-hook-form'
import type { InstanceValues } from './instance-form.ts'

const OwnerAndCluster = lazy(async () => ({
  default: (await import('./owner-and-cluster.tsx')).OwnerAndCluster,
}))

interface Props {
  control: Control<InstanceValues>
  project: Project
  me: Who
  /** Whether anybody may be the owner. */
  forAnybody: boolean
  /** Whether something in here wants to be seen. */
  open: boolean
}

/** What few change: whose it is, and where it runs. It is folded away, and its lists come behind the page. */
export function AdvancedFields({ open, ...rest }: Props): ReactNode {
  return (
    <Box
      component="details"
      open={open}
      sx={{ '& > summary': { cursor: 'pointer', fontWeight: 600, py: 0.5 } }}
    >
      <summary>Advanced: owner and cluster</summary>
      <Suspense fallback={<Box sx={{ height: { xs: 161, sm: 144 } }} />}>
        <OwnerAndCluster {...rest} />
      </Suspense>
    </Box>
  )
}
