import { project, type Project } from '#api/kinds/project.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { projectUse, spacesKey, virtualClustersKey } from '#web/quota/project-quotas.ts'
import { QuotaCell } from '#web/quota/quota-bar.tsx'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { visible } from '#web/ui/visible.ts'
import AddIcon from '@mui/icons-material/Add'
import FolderIcon from '@mui/icons-material/FolderOutlined'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

const columns: Column<Project>[] = [
  { id: 'name', header: 'Name', value: ({ metadata }) => metadata.name, width: { xs: 'auto', sm: '22%' } },
  {
    id: 'displayName',
    header: 'Display name',
    value: ({ spec }) => visible(spec.displayName ?? ''),
    from: 'md',
  },
  {
    id: 'members',
    header: 'Members',
    value: ({ spec }) => spec.members?.length ?? 0,
    width: 96,
    align: 'right',
    from: 'sm',
  },
  {
    id: 'virtualClusters',
    header: 'Virtual clusters',
    value: (object) => projectUse(object, virtualClustersKey).used,
    cell: (object) => <QuotaCell {...projectUse(object, virtualClustersKey)} />,
    width: { xs: 134, sm: '18%' },
  },
  {
    id: 'spaces',
    header: 'Spaces',
    value: (object) => projectUse(object, spacesKey).used,
    cell: (object) => <QuotaCell {...projectUse(object, spacesKey)} />,
    width: { xs: 100, sm: '18%' },
  },
  ageColumn,
]

const href = ({ metadata }: Project): string => paths.virtualClusters(metadata.name)

export function ProjectsPage(): ReactNode {
  const projects = useObjects(listOf(project))
  return (
    <Page title="Projects" height="fill" actions={projects.length > 0 && <NewProject />}>
      <ObjectTable what="projects" objects={projects} columns={columns} href={href} empty={<NoProjects />} />
    </Page>
  )
}

function NoProjects(): ReactNode {
  const mayCreate = useReasonAgainst('create', project) === undefined
  return (
    <Nothing
      icon={<FolderIcon />}
      title={mayCreate ? 'There is no project yet' : 'You are in no project yet'}
      actions={<NewProject />}
    >
      A project is where people make spaces and virtual clusters, within its quotas and on its clusters.{' '}
      {mayCreate
        ? 'Make the first one here.'
        : 'Ask the admin of a project to make you a member, or a platform admin to make a project.'}
    </Nothing>
  )
}

function NewProject(): ReactNode {
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', project)
  return (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={reason}
      onClick={() => void navigate(paths.newProject())}
    >
      New project
    </ReasonedButton>
  )
}
