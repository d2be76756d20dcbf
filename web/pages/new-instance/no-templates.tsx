import type { Side } from '#web/pages/instance/sides.ts'
import { Nothing } from '#web/ui/nothing.tsx'
import TemplateIcon from '@mui/icons-material/DashboardCustomizeOutlined'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

interface Props {
  side: Side
  project: string
  /** What is missing. */
  what: 'template' | 'cluster'
  /** Whether the person may add it. */
  may: boolean
}

/** Says that something without which nothing can be made is missing, and who adds it. */
export function NothingToMakeFrom({ side, project, what, may }: Props): ReactNode {
  const field = what === 'template' ? 'spec.allowedTemplates' : 'spec.allowedClusters'
  const who = what === 'template' ? 'An admin of the project' : 'A platform admin'
  return (
    <Nothing
      icon={<TemplateIcon />}
      title={`This project allows no ${what === 'template' ? `template for ${side.many}` : 'cluster'} yet`}
      actions={
        <Button component={Link} to={side.list(project)} variant="outlined">
          Back to the {side.many}
        </Button>
      }
    >
      {what === 'template'
        ? `A ${side.one} is made from a template that its project allows. `
        : `A ${side.one} runs on a cluster that its project allows. `}
      {may ? `You can add one to ${field} of the project.` : `${who} can add one to ${field}.`}
    </Nothing>
  )
}
