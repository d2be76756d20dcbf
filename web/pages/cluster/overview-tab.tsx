import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { clusterPrefix } from '#api/paths.ts'
import { request } from '#web/data/client.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { getCommand } from '#web/form/commands.ts'
import { Conditions } from '#web/pages/resources/conditions.tsx'
import { lookIntoCluster, type ShownCluster } from '#web/pages/resources/look-inside.tsx'
import { OwnerLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { paths } from '#web/paths.ts'
import { PageBoundary } from '#web/shell/page-boundary.tsx'
import { who } from '#web/shell/who.ts'
import { Command } from '#web/ui/command.tsx'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { Section } from '#web/ui/section.tsx'
import { Age, Time } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { queryOptions, skipToken, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import Link from '@mui/material/Link'
import { Fragment, lazy, type ReactNode } from 'react'
import { Link as RouterLink, useOutletContext } from 'react-router'
import { CapacityAwaited } from './capacity-awaited.tsx'
import { clusterState, projectsByCluster } from './cluster-words.ts'
import { OnCluster } from './on-cluster.tsx'
import { useSeesInside } from './use-sees-inside.ts'

const Capacity = lazy(async () => ({ default: (await import('./capacity.tsx')).Capacity }))

/** How a cluster is, what it has, and what of the person's is on it. */
export function ClusterOverviewTab(): ReactNode {
  const { cluster, gone } = useOutletContext<ShownCluster>()
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const { name } = cluster.metadata
  const { description = '' } = cluster.spec
  const { isAdmin } = who(useSuspenseQuery(self).data)
  // Until it is known, it may be expected of who is over all of them.
  const seesInside = useSeesInside(name, 'place' in lookIntoCluster(cluster, gone))
  return (
    <>
      {description !== '' && (
        <Typography sx={{ whiteSpace: 'pre-line', maxWidth: 720 }}>{visible(description)}</Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          pb: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {seesInside === undefined && isAdmin && <CapacityAwaited />}
          {seesInside === true && (
            <PageBoundary key={name} fallback={<CapacityAwaited />}>
              <Capacity cluster={name} />
            </PageBoundary>
          )}
          <OnCluster cluster={name} virtualClusters={virtualClusters} spaces={spaces} />
        </Box>
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <About
            cluster={cluster}
            gone={gone}
            seesInside={seesInside === true}
            projects={projectsByCluster([...virtualClusters, ...spaces]).get(name)}
          />
          <Conditions status={cluster.status} />
        </Box>
      </Box>
    </>
  )
}

interface AboutProps {
  cluster: Cluster
  gone: boolean
  seesInside: boolean
  projects: string | undefined
}

function About({ cluster, gone, seesInside, projects }: AboutProps): ReactNode {
  const people = usePeople()
  const { data: version } = useQuery(versionOf(cluster.metadata.name, seesInside))
  const { name, creationTimestamp } = cluster.metadata
  const { tone, words } = clusterState(cluster)
  return (
    <Section title="About">
      <Facts>
        <Fact name="Name">{name}</Fact>
        <Fact name="Status">{gone ? 'Not connected any more' : <Mark tone={tone}>{words}</Mark>}</Fact>
        {version !== undefined && <Fact name="Kubernetes">{visible(version.gitVersion)}</Fact>}
        <Fact name="Owner">
          <OwnerLink people={people} owner={cluster.spec.owner} none="Nobody" />
        </Fact>
        <Fact name="Projects on it">
          {projects === undefined
            ? 'None that you see'
            : projects.split(', ').map((name, at) => (
                <Fragment key={name}>
                  {at > 0 && ', '}
                  <Link component={RouterLink} to={paths.project(name)}>
                    {name}
                  </Link>
                </Fragment>
              ))}
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
  )
}

/** Which Kubernetes it is, as its own API server says it; asked of one that answers. */
function versionOf(cluster: string, answers: boolean) {
  return queryOptions({
    queryKey: ['cluster-version', cluster],
    queryFn: answers
      ? ({ signal }) =>
          request<{ gitVersion: string }>('GET', `${clusterPrefix(cluster)}/version`, { signal })
      : skipToken,
    staleTime: 600_000,
  })
}
