import type { Project } from '#api/kinds/project.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import AddIcon from '@mui/icons-material/Add'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

const load = () => import('./choose-project-menu.tsx')
const ChooseProjectMenu = lazy(async () => ({ default: (await load()).ChooseProjectMenu }))

interface Props {
  side: Side
  /** Where one may make some, those opened last first. */
  projects: readonly Project[]
  /** Why there is no such project. */
  none: string
}

/** Leads to the form for a new one: at once where there is one project, else by a choice of them. */
export function NewInMyProjects({ side, projects, none }: Props): ReactNode {
  const navigate = useNavigate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [first, second] = projects
  return (
    <>
      <ReasonedButton
        variant="outlined"
        startIcon={<AddIcon />}
        reason={first === undefined ? none : undefined}
        {...(second === undefined ? {} : { 'aria-haspopup': 'menu' as const })}
        onPointerEnter={() => void load()}
        onClick={(event) => {
          if (first === undefined) return
          if (second === undefined) void navigate(side.form(first.metadata.name))
          else setAnchor(event.currentTarget)
        }}
      >
        New {side.one}
      </ReasonedButton>
      {anchor !== null && (
        <Suspense fallback={null}>
          <ChooseProjectMenu
            side={side}
            projects={projects}
            anchor={anchor}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </>
  )
}
