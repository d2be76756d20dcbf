import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { recentFirst, recentProjects } from '#web/shell/recent-projects.ts'
import { useSettled } from '#web/shell/use-settled.ts'
import { who } from '#web/shell/who.ts'
import { Page } from '#web/ui/page.tsx'
import { orNothing } from '#web/ui/or-nothing.ts'
import { phaseOf, phaseOrder } from '#web/ui/phase-words.ts'
import { useTicking } from '#web/ui/ticker.ts'
import Box from '@mui/material/Box'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { outOfReach } from './cluster/cluster-words.ts'
import { Attention } from './home/attention.tsx'
import { Clusters } from './home/clusters.tsx'
import { fullQuotas, mineOf, myProjects, troubledOf } from './home/mine.ts'
import { MyInstances } from './home/my-instances.tsx'
import { MyProjects } from './home/my-projects.tsx'
import { spaceSide, virtualClusterSide } from './instance/sides.ts'
import { roleIn } from './project/roles.ts'

const Tour = lazy(() => orNothing(async () => (await import('./home/tour.tsx')).Tour))

/** What is one's own and how it is, and what wants to be looked at. */
export function HomePage(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  const projects = useObjects(listOf(projectKind))
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  // Clusters are a platform admin's to mend; nobody waits for them.
  const { data: clusters } = useQuery({ ...listOf(clusterKind), enabled: me.isAdmin })
  const [recent] = useState(() => recentProjects())
  const own = myProjects(projects, me)
  // A platform admin reaches all projects and is a member of few: those opened last stand in.
  const shown = recentFirst(own.length > 0 || !me.isAdmin ? own : projects, recent)
  const workplaces = shown.filter((project) => me.isAdmin || roleIn(project, me) !== 'viewer')
  const settled = useSettled()
  const isNew = mineOf(virtualClusters, me).length === 0 && mineOf(spaces, me).length === 0
  const [workplace] = workplaces
  const where = workplace === undefined ? paths.projects() : paths.virtualClusters(workplace.metadata.name)
  // Often enough to notice what has begun to wait for long.
  const now = Number(useTicking((time) => String(time - (time % 15_000))))
  const troubled = [
    ...troubledOf(virtualClusters, projects, me, now).map((instance) => ({
      side: virtualClusterSide,
      instance,
    })),
    ...troubledOf(spaces, projects, me, now).map((instance) => ({ side: spaceSide, instance })),
  ].sort((one, other) => phaseOrder[phaseOf(one.instance)] - phaseOrder[phaseOf(other.instance)])
  return (
    <Page title="Home">
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Attention
          troubled={troubled}
          full={fullQuotas(own)}
          clusters={outOfReach(clusters?.items ?? [])}
          projects={projects}
        />
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          }}
        >
          <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
            <MyInstances
              title="My virtual clusters"
              side={virtualClusterSide}
              instances={mineOf(virtualClusters, me)}
              projects={projects}
              workplaces={workplaces}
              isAdmin={me.isAdmin}
            />
            <MyInstances
              title="My spaces"
              side={spaceSide}
              instances={mineOf(spaces, me)}
              projects={projects}
              workplaces={workplaces}
              isAdmin={me.isAdmin}
            />
          </Box>
          <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
            <MyProjects
              title={own.length > 0 || !me.isAdmin ? 'My projects' : 'Projects'}
              projects={shown}
              me={me}
            />
            {clusters !== undefined && (
              <Clusters clusters={clusters.items} virtualClusters={virtualClusters} spaces={spaces} />
            )}
            <Suspense fallback={null}>{settled && <Tour isNew={isNew} where={where} />}</Suspense>
          </Box>
        </Box>
      </Box>
    </Page>
  )
}
