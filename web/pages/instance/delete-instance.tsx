import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { objectOf } from '#web/data/queries.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { projectUse } from '#web/quota/project-quotas.ts'
import { previewWords, quotaKeyWords } from '#web/quota/quota-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { projectOf } from './instance-words.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  onClose: () => void
  onDeleted: () => void
}

/** Deletes a space or a virtual cluster, and says what is lost with it. */
export function DeleteInstance({ side, instance, onClose, onDeleted }: Props): ReactNode {
  const { cluster = '', namespace = '' } = instance.spec.clusterRef ?? {}
  const where = cluster === '' ? '' : ` ${namespace} on cluster ${cluster}`
  const { data: project } = useQuery(objectOf(projectKind, projectOf(instance)))
  const after = project === undefined ? undefined : afterWords(side, project.object)
  return (
    <DeleteDialog kind={side.kind} object={instance} onClose={onClose} onDeleted={onDeleted}>
      <Box>
        <Typography>What goes with {titleOf(instance)}:</Typography>
        <Box component="ul" sx={{ my: 0.5, pl: 3 }}>
          {side.lost(where).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>Every kubeconfig for it stops working.</li>
        </Box>
        <Typography>{after !== undefined && `${after}. `}This cannot be undone.</Typography>
      </Box>
    </DeleteDialog>
  )
}

/** What the project has before and after: `Virtual clusters of the project: 3 of 5 → 2 of 5`. */
function afterWords({ kind }: Side, project: Project): string {
  const use = projectUse(project, kind.plural)
  return `${quotaKeyWords(kind.plural)} of the project: ${previewWords({ ...use, after: Math.max(0, use.used - 1) })}`
}
