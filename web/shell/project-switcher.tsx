import UnfoldIcon from '@mui/icons-material/UnfoldMoreOutlined'
import IconButton from '@mui/material/IconButton'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { rememberProject } from './recent-projects.ts'

const load = () => import('./project-switcher-popup.tsx')
const ProjectSwitcherPopup = lazy(async () => ({ default: (await load()).ProjectSwitcherPopup }))

/** Beside the name of the project that is shown: to the same part of another one. */
export function ProjectSwitcher({ project }: { project: string }): ReactNode {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => rememberProject(project), [project])
  return (
    <>
      <IconButton
        aria-label={`Project ${project}: go to another project`}
        aria-haspopup="dialog"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ minWidth: 24, minHeight: 28, p: 0.25 }}
      >
        <UnfoldIcon sx={{ fontSize: 18 }} />
      </IconButton>
      {anchor !== null && (
        <Suspense fallback={null}>
          <ProjectSwitcherPopup anchor={anchor} project={project} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  )
}
