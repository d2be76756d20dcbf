import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { useParam } from '#web/ui/use-param.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

const SettingsForm = lazy(async () => ({ default: (await import('./settings-form.tsx')).SettingsForm }))
const DeleteProject = lazy(async () => ({ default: (await import('./delete-project.tsx')).DeleteProject }))

/** What a project is called and what its members may use; and the end of it. */
export function SettingsTab(): ReactNode {
  const { object, gone } = useObject(objectOf(projectKind, useParam('project')))
  const [saved, setSaved] = useState(0)
  return (
    <Box sx={{ display: 'grid', gap: 4, pb: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {saved > 0 && (
        <Alert severity="success" sx={{ maxWidth: 640 }}>
          Saved.
        </Alert>
      )}
      <Suspense fallback={<PageSkeleton inside />}>
        <SettingsForm
          // What was saved is where the next change starts from.
          key={saved}
          project={object}
          gone={gone}
          onSaved={() => setSaved(saved + 1)}
        />
      </Suspense>
      <Box sx={{ maxWidth: 640 }}>
        <End project={object} gone={gone} />
      </Box>
    </Box>
  )
}

interface Props {
  project: Project
  gone: boolean
}

function End({ project, gone }: Props): ReactNode {
  const navigate = useNavigate()
  const [deleting, setDeleting] = useState(false)
  const against = useReasonAgainst('delete', projectKind, project.metadata.name)
  return (
    <Section title="Delete the project">
      <Box sx={{ px: 2, py: 1.5, display: 'grid', gap: 1.5, justifyItems: 'start' }}>
        <Typography>
          All its spaces and virtual clusters go with it, and everything that is in them.
        </Typography>
        <ReasonedButton
          variant="outlined"
          color="error"
          reason={gone ? 'This project was deleted, or you may no longer see it.' : against}
          onClick={() => setDeleting(true)}
        >
          Delete project
        </ReasonedButton>
      </Box>
      {deleting && (
        <Suspense fallback={null}>
          <DeleteProject
            project={project}
            onClose={() => setDeleting(false)}
            onDeleted={() => void navigate(paths.projects())}
          />
        </Suspense>
      )}
    </Section>
  )
}
