import UnfoldIcon from '@mui/icons-material/UnfoldMoreOutlined'
import IconButton from '@mui/material/IconButton'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { usePopup } from '#web/ui/use-popup.ts'
import { rememberProject } from './recent-projects.ts'

const load = () => import('./project-switcher-popup.tsx')
const ProjectSwitcherPopup = lazy(async () => ({ default: (await load()).ProjectSwitcherPopup }))

/** Beside the name of the project that is shown: to the same part of another one. */
export function ProjectSwitcher({ project }: { project: string }): ReactNode {
  const popup = usePopup(load)
  useEffect(() => rememberProject(project), [project])
  return (
    <>
      <IconButton
        aria-label={`Project ${project}: go to another project`}
        aria-haspopup="dialog"
        {...popup.button}
        sx={{ minWidth: 24, minHeight: 28, p: 0.25 }}
      >
        <UnfoldIcon sx={{ fontSize: 18 }} />
      </IconButton>
      {popup.anchor !== null && (
        <Suspense fallback={null}>
          <ProjectSwitcherPopup anchor={popup.anchor} project={project} onClose={popup.close} />
        </Suspense>
      )}
    </>
  )
}
