import { projectNamespace } from '#api/project-namespace.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import AddIcon from '@mui/icons-material/Add'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Side } from './sides.ts'

/** Leads to the form for a new one in a project, or says why not. */
export function NewInstanceButton({ side, project }: { side: Side; project: string }): ReactNode {
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', side.kind, undefined, projectNamespace(project))
  return (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={reason}
      onClick={() => void navigate(side.form(project))}
    >
      New {side.one}
    </ReasonedButton>
  )
}
