import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { projectSecret } from '#api/kinds/project-secret.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { listOf } from '#web/data/queries.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { counted, named } from '#web/ui/name-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

interface Props {
  project: Project
  onClose: () => void
  onDeleted: () => void
}

/** Deletes a project, and says what is lost with it. */
export function DeleteProject({ project, onClose, onDeleted }: Props): ReactNode {
  const namespace = projectNamespace(project.metadata.name)
  const virtualClusters = useQuery(listOf(virtualClusterInstance, namespace)).data?.items
  const spaces = useQuery(listOf(spaceInstance, namespace)).data?.items
  const secrets = useQuery(listOf(projectSecret, namespace)).data?.items
  const members = project.spec.members?.length ?? 0
  const lines =
    virtualClusters === undefined || spaces === undefined || secrets === undefined
      ? undefined
      : [
          listWords('virtual cluster', virtualClusters.map(titleOf)),
          listWords('space', spaces.map(titleOf)),
          listWords('secret', secrets.map(titleOf)),
          `What its ${members === 1 ? 'member has' : `${members} members have`} through it. The people and teams stay.`,
        ]
  return (
    <DeleteDialog
      kind={projectKind}
      object={project}
      typed={lines === undefined ? undefined : true}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box>
        <Typography>What goes with {titleOf(project)}:</Typography>
        <Box component="ul" aria-live="polite" sx={{ my: 0.5, pl: 3 }}>
          {(lines ?? ['Looking at what is in it…']).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </Box>
        <Typography>This cannot be undone.</Typography>
      </Box>
    </DeleteDialog>
  )
}

function listWords(what: string, titles: readonly string[]): string {
  return titles.length === 0
    ? `No ${what}: there is none.`
    : `${counted(titles.length, what)}, with everything in ${titles.length === 1 ? 'it' : 'them'}: ${named(titles)}.`
}
