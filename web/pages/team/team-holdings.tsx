import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { spaceSide, virtualClusterSide } from '#web/pages/instance/sides.ts'
import { roleIn, roleWords } from '#web/pages/project/roles.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { rowStyle } from '#web/ui/row-style.ts'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

/** What a team has, as far as the person may see it: the projects it works in, and what is its own there. */
export function TeamHoldings({ team }: { team: string }): ReactNode {
  const projects = useObjects(listOf(projectKind))
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const titles = new Map(projects.map((project) => [project.metadata.name, titleOf(project)]))
  const roles = projects.flatMap((project) => {
    const role = roleIn(project, { teamNames: [team] })
    return role === undefined ? [] : [{ project, role }]
  })
  const owned = [
    ...virtualClusters.map((instance) => ({ side: virtualClusterSide, instance })),
    ...spaces.map((instance) => ({ side: spaceSide, instance })),
  ].filter(({ instance }) => instance.spec.owner?.team === team)
  return (
    <>
      <Section title="Projects" count={roles.length}>
        <List none="The team is in no project that you may see.">
          {roles.map(({ project, role }) => (
            <Row
              key={project.metadata.name}
              to={paths.virtualClusters(project.metadata.name)}
              title={titleOf(project)}
            >
              <Typography variant="body2" color="textSecondary">
                {roleWords[role]}
              </Typography>
            </Row>
          ))}
        </List>
      </Section>
      <Section title="Spaces and virtual clusters" count={owned.length}>
        <List none="The team owns none that you may see.">
          {owned.map(({ side, instance }) => (
            <Row
              key={`${side.one} ${instance.metadata.namespace}/${instance.metadata.name}`}
              to={side.page(projectOf(instance), instance.metadata.name)}
              title={titleOf(instance)}
              about={`${side.One} in ${titles.get(projectOf(instance)) ?? projectOf(instance)}`}
            >
              <PhaseMark phase={phaseOf(instance)} />
            </Row>
          ))}
        </List>
      </Section>
    </>
  )
}

function List({ none, children }: { none: string; children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) {
    return (
      <Typography color="textSecondary" sx={{ px: 2, py: 1.5 }}>
        {none}
      </Typography>
    )
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: '0.8125rem' }}>
      {children}
    </Box>
  )
}

interface RowProps {
  to: string
  title: string
  about?: string
  children: ReactNode
}

function Row({ to, title, about, children }: RowProps): ReactNode {
  return (
    <Box
      component="li"
      sx={{ ...rowStyle, display: 'flex', alignItems: 'center', gap: 2, minHeight: 36, py: 0.5 }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Link component={RouterLink} to={to} underline="hover" sx={{ fontWeight: 550, mr: 1 }}>
          {title}
        </Link>
        {about !== undefined && (
          <Typography component="span" variant="body2" color="textSecondary">
            {about}
          </Typography>
        )}
      </Box>
      {children}
    </Box>
  )
}
