import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { openShell } from '#web/terminal/open.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { Gone } from '#web/ui/gone.tsx'
import { LinkTabs } from '#web/ui/link-tabs.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Page } from '#web/ui/page.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { useParam } from '#web/ui/use-param.ts'
import Button from '@mui/material/Button'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { clusterState } from './cluster/cluster-words.ts'
import { useSeesInside } from './cluster/use-sees-inside.ts'
import { lookIntoCluster, type ShownCluster } from './resources/look-inside.tsx'

const ConnectCluster = lazy(async () => ({
  default: (await import('#web/connect/connect-cluster.tsx')).ConnectCluster,
}))
const DisconnectCluster = lazy(async () => ({
  default: (await import('./cluster/disconnect-cluster.tsx')).DisconnectCluster,
}))

/** A connected cluster with its parts; the part that is shown stands in the address. */
export function ClusterPage(): ReactNode {
  const name = useParam('cluster')
  const { object, gone } = useObject(objectOf(clusterKind, name))
  const { pathname } = useLocation()
  const seesInside = useSeesInside(name, 'place' in lookIntoCluster(object, gone))
  const { tone, words } = clusterState(object)
  const shown: ShownCluster = { cluster: object, gone }
  return (
    <Page
      title={titleOf(object)}
      aside={!gone && <Mark tone={tone}>{words}</Mark>}
      actions={
        <>
          {/* Whoever sees nothing of it would be refused everything. */}
          {seesInside && <ReachCluster cluster={object} />}
          <Disconnect cluster={object} gone={gone} />
        </>
      }
      height="fill"
    >
      <Gone what="cluster" gone={gone} leaving={object.metadata.deletionTimestamp} />
      <LinkTabs
        label={`Cluster ${titleOf(object)}`}
        tabs={[
          { label: 'Overview', to: paths.cluster(name), end: true },
          ...(seesInside ? [{ label: 'Resources', to: paths.resources({ cluster: name }) }] : []),
        ]}
      />
      <PageBoundary key={pathname} fallback={<PageSkeleton inside />}>
        <Outlet context={shown} />
      </PageBoundary>
    </Page>
  )
}

/** kubectl for the whole cluster, on the person's own machine and here. */
function ReachCluster({ cluster }: { cluster: Cluster }): ReactNode {
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button variant="contained" onClick={() => setAsked(true)}>
        Connect
      </Button>
      <Button
        variant="outlined"
        onClick={() => openShell({ target: { kind: 'cluster', cluster: cluster.metadata.name } })}
      >
        Shell
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <ConnectCluster cluster={cluster} onClose={() => setAsked(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Platform admins disconnect clusters; for all others there is no such button, since it is nothing they look for. */
function Disconnect({ cluster, gone }: ShownCluster): ReactNode {
  const navigate = useNavigate()
  const [asked, setAsked] = useState(false)
  const against = useReasonAgainst('delete', clusterKind, cluster.metadata.name)
  if (against !== undefined) return null
  const leaving = cluster.metadata.deletionTimestamp !== undefined
  return (
    <>
      <ReasonedButton
        variant="outlined"
        color="error"
        reason={gone ? 'It is not connected any more.' : leaving ? 'It is being disconnected.' : undefined}
        onClick={() => setAsked(true)}
      >
        Disconnect
      </ReasonedButton>
      {asked && (
        <Suspense fallback={null}>
          <DisconnectCluster
            cluster={cluster}
            onClose={() => setAsked(false)}
            onDeleted={() => void navigate(paths.clusters())}
          />
        </Suspense>
      )}
    </>
  )
}
