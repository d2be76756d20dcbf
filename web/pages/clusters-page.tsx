import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { visible } from '#web/ui/visible.ts'
import AddIcon from '@mui/icons-material/Add'
import ClusterIcon from '@mui/icons-material/DnsOutlined'
import { lazy, useMemo, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { clusterState, countByCluster, projectsByCluster } from './cluster/cluster-words.ts'
import { Mark } from '#web/ui/tone.tsx'

const loadMenu = () => import('./cluster/cluster-menu.tsx')
const ClusterMenu = lazy(async () => ({ default: (await loadMenu()).ClusterMenu }))

export function ClustersPage(): ReactNode {
  const clusters = useObjects(listOf(clusterKind))
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const columns = useMemo(
    () =>
      columnsWith(
        countByCluster(virtualClusters),
        countByCluster(spaces),
        projectsByCluster([...virtualClusters, ...spaces]),
      ),
    [virtualClusters, spaces],
  )
  return (
    <Page title="Clusters" height="fill" actions={clusters.length > 0 && <ConnectCluster />}>
      <ObjectTable
        what="clusters"
        objects={clusters}
        columns={columns}
        href={({ metadata }) => paths.cluster(metadata.name)}
        empty={<NoClusters />}
        prepareMenu={() => void loadMenu()}
        renderMenu={(object, close) => <ClusterMenu cluster={object} onClose={close} />}
      />
    </Page>
  )
}

/** The columns, with what runs where as far as the person may see it. */
function columnsWith(
  virtualClusters: ReadonlyMap<string, number>,
  spaces: ReadonlyMap<string, number>,
  projects: ReadonlyMap<string, string>,
): Column<Cluster>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      value: ({ metadata }) => metadata.name,
      width: { xs: 'auto', sm: 'auto', lg: '18%' },
    },
    {
      id: 'displayName',
      header: 'Display name',
      value: ({ spec }) => visible(spec.displayName ?? ''),
      width: '18%',
      from: 'lg',
    },
    {
      id: 'status',
      header: 'Status',
      value: (object) => clusterState(object).words,
      cell: (object) => <StateCell cluster={object} />,
      tone: (object) => clusterState(object).tone,
      below: { column: 'name', until: 'md' },
    },
    {
      id: 'projects',
      header: 'Projects on it',
      value: ({ metadata }) => projects.get(metadata.name) ?? '',
      width: '24%',
      from: 'lg',
    },
    {
      id: 'virtualClusters',
      header: 'Virtual clusters',
      value: ({ metadata }) => virtualClusters.get(metadata.name) ?? 0,
      width: 136,
      align: 'right',
      from: 'sm',
    },
    {
      id: 'spaces',
      header: 'Spaces',
      value: ({ metadata }) => spaces.get(metadata.name) ?? 0,
      width: 92,
      align: 'right',
      from: 'sm',
    },
    ageColumn,
  ]
}

function StateCell({ cluster }: { cluster: Cluster }): ReactNode {
  const { tone, words } = clusterState(cluster)
  return <Mark tone={tone}>{words}</Mark>
}

function NoClusters(): ReactNode {
  const mayCreate = useReasonAgainst('create', clusterKind) === undefined
  return (
    <Nothing
      icon={<ClusterIcon />}
      title={mayCreate ? 'No cluster is connected yet' : 'There is no cluster for you yet'}
      actions={<ConnectCluster />}
    >
      Spaces and virtual clusters run on connected clusters.{' '}
      {mayCreate
        ? 'One is connected by its kubeconfig.'
        : 'You see those that your projects may use: ask the admin of a project to make you a member.'}
    </Nothing>
  )
}

function ConnectCluster(): ReactNode {
  const navigate = useNavigate()
  const reason = useReasonAgainst('create', clusterKind)
  return (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={reason}
      onClick={() => void navigate(paths.newCluster())}
    >
      Connect a cluster
    </ReasonedButton>
  )
}
