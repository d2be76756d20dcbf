import type { Cluster } from '#api/kinds/cluster.ts'
import { clusterState, countByCluster } from '#web/pages/cluster/cluster-words.ts'
import type { Instance } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { Mark } from '#web/ui/tone.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { rowStyle } from '#web/ui/row-style.ts'

interface Props {
  clusters: readonly Cluster[]
  virtualClusters: readonly Instance[]
  spaces: readonly Instance[]
}

const most = 6

/** What all of it runs on, for who looks after that. */
export function Clusters({ clusters, virtualClusters, spaces }: Props): ReactNode {
  const virtualClustersOn = countByCluster(virtualClusters)
  const spacesOn = countByCluster(spaces)
  return (
    <Section title="Clusters" count={clusters.length}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: '0.8125rem' }}>
        {clusters.slice(0, most).map((cluster) => {
          const { tone, words } = clusterState(cluster)
          const { name } = cluster.metadata
          return (
            <Box
              key={name}
              component="li"
              sx={{
                ...rowStyle,
                display: 'grid',
                gridTemplateColumns: 'minmax(0, 1fr) auto',
                columnGap: 2,
                alignItems: 'center',
                py: 1,
              }}
            >
              <Box sx={{ minWidth: 0 }}>
                <Typography noWrap title={name} sx={{ fontWeight: 550 }}>
                  <Link component={RouterLink} to={paths.cluster(name)} underline="hover">
                    {titleOf(cluster)}
                  </Link>
                </Typography>
                <Typography variant="body2" color="textSecondary" noWrap>
                  {counted(virtualClustersOn.get(name), 'virtual cluster')},{' '}
                  {counted(spacesOn.get(name), 'space')}
                </Typography>
              </Box>
              <Box sx={{ minWidth: 0, maxWidth: 200, mr: -1 }} title={words}>
                <Mark tone={tone}>{words}</Mark>
              </Box>
            </Box>
          )
        })}
      </Box>
      <Box sx={{ px: 2, py: 1, borderTop: 1, borderColor: 'divider' }}>
        <Link component={RouterLink} to={paths.clusters()} underline="hover" variant="body2">
          All clusters
        </Link>
      </Box>
    </Section>
  )
}

function counted(count = 0, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
