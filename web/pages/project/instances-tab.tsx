import { projectNamespace } from '#api/project-namespace.ts'
import { checking, useReasonAgainst } from '#web/data/access.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { NewInstanceButton } from '#web/pages/instance/new-instance-button.tsx'
import { InstanceDialog, type Asked } from '#web/pages/instance/instance-dialog.tsx'
import { meanings, projectOf, templateWords } from '#web/pages/instance/instance-words.ts'
import { spaceSide, virtualClusterSide, type Instance, type Side } from '#web/pages/instance/sides.ts'
import { ownerHref, usePeople, type People } from '#web/pages/user/use-people.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { ownerWords } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark, toneOf } from '#web/ui/phase.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import VirtualClusterIcon from '@mui/icons-material/LayersOutlined'
import SpaceIcon from '@mui/icons-material/Inventory2Outlined'
import { lazy, useCallback, useMemo, useState, type ReactNode } from 'react'

const loadMenu = () => import('#web/pages/instance/instance-menu.tsx')
const InstanceMenu = lazy(async () => ({ default: (await loadMenu()).InstanceMenu }))

const columnsWith = (people: People): Column<Instance>[] => [
  {
    id: 'name',
    header: 'Name',
    value: ({ metadata }) => metadata.name,
    width: { xs: 'auto', sm: 'auto', lg: '18%' },
  },
  {
    id: 'status',
    header: 'Status',
    value: (object) => statusWords(object),
    cell: (object) => <PhaseMark phase={phaseOf(object)} reason={reasonOf(object)} />,
    tone: (object) => toneOf[phaseOf(object)],
    width: 232,
    below: { column: 'name', until: 'md' },
  },
  {
    id: 'displayName',
    header: 'Display name',
    value: ({ spec }) => visible(spec.displayName ?? ''),
    from: 'lg',
  },
  {
    id: 'template',
    header: 'Template',
    value: templateWords,
    width: 120,
    from: 'lg',
  },
  {
    id: 'owner',
    header: 'Owner',
    value: ownerWords,
    to: (object) => ownerHref(people, object),
    width: 116,
    from: 'sm',
  },
  {
    id: 'cluster',
    header: 'Cluster',
    value: ({ spec }) => visible(spec.clusterRef?.cluster ?? ''),
    width: 88,
    from: 'lg',
  },
  ageColumn,
]

function reasonOf({ status }: Instance): string {
  return status?.phase === 'Ready' ? '' : (status?.reason ?? '')
}

function statusWords(object: Instance): string {
  return [phaseOf(object), reasonOf(object)].filter(Boolean).join(': ')
}

export function VirtualClustersTab(): ReactNode {
  return <InstancesTab side={virtualClusterSide} icon={<VirtualClusterIcon />} />
}

export function SpacesTab(): ReactNode {
  return <InstancesTab side={spaceSide} icon={<SpaceIcon />} />
}

function InstancesTab({ side, icon }: { side: Side; icon: ReactNode }): ReactNode {
  const project = useParam('project')
  const objects = useObjects(listOf(side.kind, projectNamespace(project)))
  const people = usePeople()
  const columns = useMemo(() => columnsWith(people), [people])
  const [asked, setAsked] = useState<Asked>()
  const href = useCallback((object: Instance) => side.page(projectOf(object), object.metadata.name), [side])
  const loadBulk = useCallback(async () => {
    const { instanceBulk } = await import('#web/pages/instance/instance-bulk.ts')
    return instanceBulk(side)
  }, [side])
  return (
    <>
      <ObjectTable
        what={side.many}
        objects={objects}
        columns={columns}
        href={href}
        loadBulk={loadBulk}
        prepareMenu={() => void loadMenu()}
        renderMenu={(instance, close) => (
          <InstanceMenu
            side={side}
            instance={instance}
            onClose={close}
            onConnect={(chosen) => setAsked({ what: 'connect', instance: chosen })}
            onDelete={(chosen) => setAsked({ what: 'delete', instance: chosen })}
          />
        )}
        action={<NewInstanceButton side={side} project={project} />}
        empty={<NoInstances side={side} icon={icon} project={project} />}
      />
      <InstanceDialog side={side} asked={asked} onClose={() => setAsked(undefined)} />
    </>
  )
}

function NoInstances({ side, icon, project }: { side: Side; icon: ReactNode; project: string }): ReactNode {
  const reason = useReasonAgainst('create', side.kind, undefined, projectNamespace(project))
  return (
    <Nothing
      icon={icon}
      title={`There is no ${side.one} in this project that you may see`}
      actions={<NewInstanceButton side={side} project={project} />}
    >
      {meanings[side.one]}{' '}
      {reason !== undefined &&
        reason !== checking &&
        'An admin of the project can give you the role User, with which you may make one.'}
    </Nothing>
  )
}
