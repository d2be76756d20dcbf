import { project as projectKind } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { spaceSide, virtualClusterSide, type Instance, type Side } from '#web/pages/instance/sides.ts'
import { roleIn, roleWords } from '#web/pages/project/roles.ts'
import { paths } from '#web/paths.ts'
import { AmountLine } from '#web/quota/amount-line.tsx'
import { ownerUses } from '#web/quota/project-quotas.ts'
import { headroomWords, quotaKeyWords, usedWords } from '#web/quota/quota-words.ts'
import { LinkList, LinkRow } from '#web/ui/link-list.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { PersonKind } from './use-people.ts'

interface Props {
  kind: PersonKind
  name: string
  /** Of a person: the teams through which they are in projects, too. */
  teamNames?: readonly string[]
}

/** What somebody has, as far as the person may see it: their projects, what is their own there, and what that uses. */
export function Holdings({ kind, name, teamNames = [] }: Props): ReactNode {
  const projects = useObjects(listOf(projectKind))
  const virtualClusters = useObjects(listOf(virtualClusterInstance))
  const spaces = useObjects(listOf(spaceInstance))
  const titles = new Map(projects.map((project) => [project.metadata.name, titleOf(project)]))
  const me = kind === 'Team' ? { teamNames: [name] } : { user: name, teamNames }
  const roles = projects.flatMap((project) => {
    const role = roleIn(project, me)
    return role === undefined ? [] : [{ project, role }]
  })
  const isTheirs = ({ spec }: Instance): boolean =>
    (kind === 'Team' ? spec.owner?.team : spec.owner?.user) === name
  const owned: { side: Side; instance: Instance }[] = [
    ...virtualClusters.filter(isTheirs).map((instance) => ({ side: virtualClusterSide, instance })),
    ...spaces.filter(isTheirs).map((instance) => ({ side: spaceSide, instance })),
  ]
  const uses = projects.flatMap((project) =>
    ownerUses(project, kind, name).map((use) => ({ project, ...use })),
  )
  const who = kind === 'Team' ? 'The team' : 'This person'
  return (
    <>
      <Section title="Projects" count={roles.length}>
        <LinkList
          items={roles}
          none={`${who} is in no project that you may see.`}
          renderRow={({ project, role }) => (
            <LinkRow
              key={project.metadata.name}
              to={paths.virtualClusters(project.metadata.name)}
              title={titleOf(project)}
            >
              <Typography variant="body2" color="textSecondary">
                {roleWords[role]}
              </Typography>
            </LinkRow>
          )}
        />
      </Section>
      <Section title="Spaces and virtual clusters" count={owned.length}>
        <LinkList
          items={owned}
          none={`${who} owns none that you may see.`}
          renderRow={({ side, instance }) => (
            <LinkRow
              key={`${side.one} ${instance.metadata.namespace}/${instance.metadata.name}`}
              to={side.page(projectOf(instance), instance.metadata.name)}
              title={titleOf(instance)}
              about={`${side.One} in ${titles.get(projectOf(instance)) ?? projectOf(instance)}`}
            >
              <PhaseMark phase={phaseOf(instance)} />
            </LinkRow>
          )}
        />
      </Section>
      {uses.length > 0 && (
        <Section title="Of the quotas">
          <Box sx={{ display: 'grid', gap: 2, px: 2, py: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            {uses.map(({ project, key, ...use }) => (
              <AmountLine
                key={`${project.metadata.name} ${key}`}
                name={
                  <>
                    {quotaKeyWords(key)} in{' '}
                    <Link component={RouterLink} to={paths.quotas(project.metadata.name)} underline="always">
                      {titleOf(project)}
                    </Link>
                  </>
                }
                words={`${usedWords(use)}, ${headroomWords(use)}`}
                {...use}
              />
            ))}
          </Box>
        </Section>
      )}
    </>
  )
}
