import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { chooseVersion } from '#api/template-versions.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { Page } from '#web/ui/page.tsx'
import { visible } from '#web/ui/visible.ts'
import TemplateIcon from '@mui/icons-material/DashboardCustomizeOutlined'
import { useMemo, type ReactNode } from 'react'
import {
  allowing,
  templateSides,
  usersOf,
  versionWords,
  type AnyTemplate,
  type TemplateSide,
} from './templates/template-sides.ts'

interface TemplateRow {
  metadata: AnyTemplate['metadata']
  side: TemplateSide
  template: AnyTemplate
  used: number
  projects: number
}

const columns: Column<TemplateRow>[] = [
  { id: 'name', header: 'Name', value: ({ metadata }) => metadata.name, width: { xs: 'auto', sm: '22%' } },
  {
    id: 'displayName',
    header: 'Display name',
    value: ({ template }) => visible(template.spec.displayName ?? ''),
    from: 'md',
  },
  {
    id: 'makes',
    header: 'Makes',
    value: ({ side }) => side.One,
    width: 132,
    below: { column: 'name', until: 'sm' },
  },
  { id: 'versions', header: 'Versions', value: ({ template }) => versionWords(template), width: 140 },
  {
    id: 'parameters',
    header: 'Parameters',
    value: ({ template }) => parameterCount(template),
    width: 110,
    align: 'right',
    from: 'md',
  },
  { id: 'used', header: 'In use', value: ({ used }) => used, width: 84, align: 'right', from: 'sm' },
  {
    id: 'projects',
    header: 'Projects',
    value: ({ projects }) => projects,
    width: 92,
    align: 'right',
    from: 'md',
  },
  ageColumn,
]

/** How much the newest version asks for. */
function parameterCount({ spec }: AnyTemplate): number {
  const choice = chooseVersion<unknown>(spec)
  return 'problem' in choice ? 0 : choice.parameters.length
}

const href = ({ side, metadata }: TemplateRow): string => paths.template(side.path, metadata.name)

/** What spaces and virtual clusters are made from, as far as the person may use it. */
export function TemplatesPage(): ReactNode {
  const forClusters = useObjects(listOf(virtualClusterTemplate))
  const forSpaces = useObjects(listOf(spaceTemplate))
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const projects = useObjects(listOf(projectKind))
  const rows = useMemo(
    () =>
      templateSides.flatMap((side) => {
        const [templates, instances] =
          side.path === 'space' ? [forSpaces, spaces] : [forClusters, virtualClusters]
        return templates.map((template: AnyTemplate): TemplateRow => {
          const { name } = template.metadata
          return {
            metadata: template.metadata,
            side,
            template,
            used: usersOf(name, instances).length,
            projects: allowing(side.kind.kind, name, projects).length,
          }
        })
      }),
    [forClusters, forSpaces, virtualClusters, spaces, projects],
  )
  return (
    <Page title="Templates" height="fill">
      <ObjectTable
        what="templates"
        objects={rows}
        columns={columns}
        href={href}
        empty={
          <Nothing icon={<TemplateIcon />} title="There is no template that you may use yet">
            Spaces and virtual clusters are made from templates. You see those that your projects allow;
            platform admins make them with kubectl, and docs/templates.md says how.
          </Nothing>
        }
      />
    </Page>
  )
}
