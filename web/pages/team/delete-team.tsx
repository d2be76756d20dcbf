import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { team as teamKind, type Team } from '#api/kinds/team.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { asStatusError } from '#web/data/client.ts'
import { listOf } from '#web/data/queries.ts'
import { DeleteDialog } from '#web/form/delete-dialog.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { named } from '#web/ui/name-words.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ownedWords } from './owned.ts'

interface Props {
  team: Team
  title: string
  onClose: () => void
  onDeleted: () => void
}

/** Deletes a team, and says who loses what with it and what is left without an owner. */
export function DeleteTeam({ team, title, onClose, onDeleted }: Props): ReactNode {
  const owned = useOwned(team.metadata.name)
  return (
    <DeleteDialog
      kind={teamKind}
      object={team}
      typed={owned === undefined ? undefined : true}
      onClose={onClose}
      onDeleted={onDeleted}
    >
      <Box>
        <Typography>What goes with {title}:</Typography>
        <Box component="ul" aria-live="polite" sx={{ my: 0.5, pl: 3 }}>
          <li>{membersWords(team.spec.users ?? [])}</li>
          <li>{owned ?? 'Looking at what the team owns…'}</li>
        </Box>
        <Typography>The people themselves stay. This cannot be undone.</Typography>
      </Box>
    </DeleteDialog>
  )
}

function membersWords(users: readonly string[]): string {
  if (users.length === 0) return 'Nobody is a member, so nobody loses a right.'
  const loses = users.length === 1 ? '1 member loses' : `${users.length} members lose`
  return `${loses} what the team gave them: ${named(users)}.`
}

/** What is left without an owner, or why that cannot be said, as a sentence; undefined while it is being asked. */
function useOwned(team: string): string | undefined {
  const projects = useQuery(listOf(project))
  const virtualClusters = useQuery(listOf(virtualClusterInstance))
  const spaces = useQuery(listOf(spaceInstance))
  if (projects.data === undefined || virtualClusters.data === undefined || spaces.data === undefined) {
    const error = projects.error ?? virtualClusters.error ?? spaces.error
    return error === null
      ? undefined
      : `What the team owns cannot be listed now: ${sentence(asStatusError(error).message)}`
  }
  const words = ownedWords(team, {
    projects: projects.data.items,
    virtualClusters: virtualClusters.data.items,
    spaces: spaces.data.items,
  })
  return words === ''
    ? 'The team owns no project, virtual cluster or space that you may see.'
    : `Left without an owner, as far as you may see: ${words}.`
}
