import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { Gone } from '#web/ui/gone.tsx'
import { LinkTabs } from '#web/ui/link-tabs.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { PageSkeleton } from '#web/ui/page-skeleton.tsx'
import { Page } from '#web/ui/page.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { useParam } from '#web/ui/use-param.ts'
import type { ReactNode } from 'react'
import { Outlet, useLocation } from 'react-router'
import { clusterState } from './cluster/cluster-words.ts'
import { useSeesInside } from './cluster/use-sees-inside.ts'
import { lookIntoCluster, type ShownCluster } from './resources/look-inside.tsx'

/** A connected cluster with its parts; the part that is shown stands in the address. */
export function ClusterPage(): ReactNode {
  const name = useParam('cluster')
  const { object, gone } = useObject(objectOf(clusterKind, name))
  const { pathname } = useLocation()
  const seesInside = useSeesInside(name, 'place' in lookIntoCluster(object, gone))
  const { tone, words } = clusterState(object)
  const shown: ShownCluster = { cluster: object, gone }
  return (
    <Page title={titleOf(object)} aside={!gone && <Mark tone={tone}>{words}</Mark>} height="fill">
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
