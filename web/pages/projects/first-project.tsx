import { project } from '#api/kinds/project.ts'
import { createCommand } from '#web/form/commands.ts'
import { Command } from '#web/ui/command.tsx'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

const command = createCommand(project, {
  metadata: { name: 'my-project' },
  spec: {
    allowedClusters: [{ name: '*' }],
    allowedTemplates: ['VirtualClusterTemplate', 'SpaceTemplate'].map((kind) => ({
      kind,
      group: 'storage.loft.sh',
      name: '*',
    })),
    quotas: { project: { virtualclusterinstances: '5', spaceinstances: '10' } },
  },
})

/** A project that a platform admin may begin with; seen once in the life of an installation. */
export function FirstProject(): ReactNode {
  return (
    <Box sx={{ mt: 2, textAlign: 'left' }}>
      <Command>{command}</Command>
    </Box>
  )
}
