import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { recentFirst, recentProjects } from '#web/shell/recent-projects.ts'
import { who } from '#web/shell/who.ts'
import { Page } from '#web/ui/page.tsx'
import Box from '@mui/material/Box'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { outOfReach } from './cluster/cluster-words.ts'
import { Attention } from './home/attention.tsx'
import { failingOf, fullQuotas, mineOf, myProjects } from './home/mine.ts'
import { MyInstances } from './home/my-instances.tsx'
import { MyProjects } from './home/my-projects.tsx'
import { spaceSide, virtualClusterSide } from './instance/sides.ts'
import { roleIn } from './project/roles.ts'

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
  const failing = [
    ...failingOf(virtualClusters, projects, me).map((instance) => ({ side: virtualClusterSide, instance })),
    ...failingOf(spaces, projects, me).map((instance) => ({ side: spaceSide, instance })),
  ]
  return (
    <Page title="Home">
      <Attention failing={failing} full={fullQuotas(own)} clusters={outOfReach(clusters?.items ?? [])} />
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
            projects={workplaces}
          />
          <MyInstances
            title="My spaces"
            side={spaceSide}
            instances={mineOf(spaces, me)}
            projects={workplaces}
          />
        </Box>
        <MyProjects
          title={own.length > 0 || !me.isAdmin ? 'My projects' : 'Projects'}
          projects={shown}
          me={me}
        />
      </Box>
    </Page>
  )
}
