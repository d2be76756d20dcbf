import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { getCommand } from '#web/form/commands.ts'
import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import type { ShownCluster } from '#web/pages/resources/look-inside.tsx'
import { Command } from '#web/ui/command.tsx'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { ownerWords } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { Age, Time } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { useOutletContext } from 'react-router'
import { clusterState, countByCluster, projectsByCluster } from './cluster-words.ts'

/** How a cluster is, and what of the person's is on it. */
export function ClusterOverviewTab(): ReactNode {
  const { cluster, gone } = useOutletContext<ShownCluster>()
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const { name, creationTimestamp } = cluster.metadata
  const { description = '' } = cluster.spec
  const { tone, words } = clusterState(cluster)
  return (
    <Box sx={{ display: 'grid', gap: 2, pb: 3, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 720 }}>
      {description !== '' && <Typography sx={{ whiteSpace: 'pre-line' }}>{visible(description)}</Typography>}
      <Section title="About">
        <Facts>
          <Fact name="Name">{name}</Fact>
          <Fact name="Status">{gone ? 'Not connected any more' : <Mark tone={tone}>{words}</Mark>}</Fact>
          <Fact name="Owner">{ownerWords(cluster) ?? 'Nobody'}</Fact>
          <Fact name="Virtual clusters on it">{countByCluster(virtualClusters).get(name) ?? 0}</Fact>
          <Fact name="Spaces on it">{countByCluster(spaces).get(name) ?? 0}</Fact>
          <Fact name="Projects on it">
            {projectsByCluster([...virtualClusters, ...spaces]).get(name) ?? 'None that you see'}
          </Fact>
          {typeof creationTimestamp === 'string' && (
            <Fact name="Connected">
              <Time at={creationTimestamp} /> (<Age at={creationTimestamp} /> ago)
            </Fact>
          )}
          {!gone && (
            <Fact name="On the command line">
              <Command what="the kubectl command">{getCommand(clusterKind, { name })}</Command>
            </Fact>
          )}
        </Facts>
      </Section>
    </Box>
  )
}
