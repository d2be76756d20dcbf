import { team as teamKind } from '#api/kinds/team.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { Gone } from '#web/ui/gone.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Holdings } from './user/holdings.tsx'
import { TeamFacts } from './team/team-facts.tsx'
import { TeamMembers } from './team/team-members.tsx'

const DeleteTeam = lazy(async () => ({ default: (await import('./team/delete-team.tsx')).DeleteTeam }))

export function TeamPage(): ReactNode {
  const name = useParam('team')
  const { object, gone } = useObject(objectOf(teamKind, name))
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const againstPatch = useReasonAgainst('patch', teamKind, name)
  const againstDelete = useReasonAgainst('delete', teamKind, name)
  const deletedAlready = gone ? 'This team was deleted, or you may no longer see it.' : undefined
  return (
    <Page
      title={titleOf(object)}
      actions={
        <>
          <ReasonedButton
            variant="outlined"
            reason={deletedAlready ?? againstPatch}
            onClick={() => void navigate(paths.editTeam(name))}
          >
            Edit
          </ReasonedButton>
          <ReasonedButton
            variant="outlined"
            color="error"
            reason={deletedAlready ?? againstDelete}
            onClick={() => setDeleting(true)}
          >
            Delete
          </ReasonedButton>
        </>
      }
    >
      <Gone what="team" gone={gone} leaving={object.metadata.deletionTimestamp} />
      {object.spec.description !== undefined && object.spec.description !== '' && (
        <Typography sx={{ maxWidth: 720, whiteSpace: 'pre-line' }}>
          {visible(object.spec.description)}
        </Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
          <TeamMembers
            users={object.spec.users ?? []}
            groups={object.spec.groups ?? []}
            editable={againstPatch === undefined}
          />
          <Holdings kind="Team" name={name} />
        </Box>
        <TeamFacts team={object} />
      </Box>
      {deleting && (
        <Suspense fallback={null}>
          <DeleteTeam
            team={object}
            title={titleOf(object)}
            onClose={() => setDeleting(false)}
            onDeleted={() => void navigate(paths.teams())}
          />
        </Suspense>
      )}
    </Page>
  )
}
