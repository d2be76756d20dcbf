import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { checking, useReasonAgainst } from '#web/data/access.ts'
import { asStatusError } from '#web/data/client.ts'
import { objectOf } from '#web/data/queries.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { projectUse } from '#web/quota/project-quotas.ts'
import { previewWords, quotaKeyWords } from '#web/quota/quota-words.ts'
import { sentence } from '#web/ui/error-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { contentsWords, isEmpty, type Contents } from './contents-words.ts'
import { contentsOf } from './contents.ts'
import { projectOf, reasonNotReady } from './instance-words.ts'
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
  const found = useFound(side, instance)
  const contents = typeof found === 'object' ? found : undefined
  const nothing = contents !== undefined && isEmpty(contents)
  return (
    <DeleteDialog
      kind={side.kind}
      object={instance}
      typed={found === undefined ? undefined : !nothing}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box>
        <Typography>What goes with {titleOf(instance)}:</Typography>
        <Box component="ul" aria-live="polite" sx={{ my: 0.5, pl: 3 }}>
          {side.lost(where, nothing ? emptyWords : contents && contentsWords(contents)).map((each) => (
            <li key={each}>{each}</li>
          ))}
          <li>Every kubeconfig for it stops working.</li>
        </Box>
        <Typography color="textSecondary" sx={{ mb: 0.5 }}>
          {found === undefined && `Looking at what is in this ${side.one}…`}
          {typeof found === 'string' && `What is in it cannot be counted now: ${found}`}
        </Typography>
        <Typography>{after !== undefined && `${after}. `}This cannot be undone.</Typography>
      </Box>
    </DeleteDialog>
  )
}

const emptyWords = 'nothing running or stored in it'

/** What is in it; or as a sentence why that cannot be said; undefined while it is being asked. */
function useFound(side: Side, instance: Instance): Contents | string | undefined {
  const { name, namespace } = instance.metadata
  const against = useReasonAgainst('use', side.kind, name, namespace)
  const notReady = reasonNotReady(instance, side)
  const { data, error } = useQuery({
    ...contentsOf(side, instance),
    enabled: against === undefined && notReady === undefined,
  })
  if (notReady !== undefined) return sentence(notReady)
  if (against !== undefined) return against === checking ? undefined : against
  return error === null ? data : sentence(asStatusError(error).message)
}

/** What the project has before and after: `Virtual clusters of the project: 3 of 5 → 2 of 5`. */
function afterWords({ kind }: Side, project: Project): string {
  const use = projectUse(project, kind.plural)
  return `${quotaKeyWords(kind.plural)} of the project: ${previewWords({ ...use, after: Math.max(0, use.used - 1) })}`
}
