import { project } from '#api/kinds/project.ts'
import { roleIn, roleMeanings, roleWords, type Role } from '#web/pages/project/roles.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { who, type Who } from '#web/shell/who.ts'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

/** Who one is here, and what one may do, in words. */
export function AboutTab(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(0, 3fr)' },
      }}
    >
      <Section title="You">
        <Facts>
          <Fact name="Name">{visible(me.displayName)}</Fact>
          <Fact name="User name">{visible(me.username)}</Fact>
          <Fact name="E-mail">{me.email === undefined ? 'Not known' : visible(me.email)}</Fact>
          <Fact name={me.teamNames.length === 1 ? 'Team' : 'Teams'}>
            <Teams me={me} />
          </Fact>
        </Facts>
      </Section>
      <Section title="What you may do">
        <Rights me={me} />
      </Section>
    </Box>
  )
}

function Teams({ me }: { me: Who }): ReactNode {
  if (me.teamNames.length === 0) return 'You are in no team. A platform admin can add you to one.'
  return me.teamNames.map((name, index) => (
    <span key={name}>
      {index > 0 && ', '}
      <Link component={RouterLink} to={paths.team(name)}>
        {visible(me.teams[index] ?? name)}
      </Link>
    </span>
  ))
}

function Rights({ me }: { me: Who }): ReactNode {
  const projects = useObjects(listOf(project))
  const held = (['admin', 'user', 'viewer'] as const).map((role) => ({
    role,
    projects: projects.filter((one) => roleIn(one, me) === role),
  }))
  const isMember = held.some((each) => each.projects.length > 0)
  return (
    <Facts>
      {me.isAdmin && (
        <Fact name="Platform admin">
          Everything: projects, teams, people, templates and clusters, and what is in all of them.
        </Fact>
      )}
      {held
        .filter((each) => each.projects.length > 0)
        .map((each) => (
          <Fact key={each.role} name={`${roleWords[each.role]} of ${countWords(each.projects.length)}`}>
            {meaning(each.role)}{' '}
            {each.projects.map((one, index) => (
              <span key={one.metadata.name}>
                {index > 0 && ', '}
                <Link component={RouterLink} to={paths.project(one.metadata.name)}>
                  {titleOf(one)}
                </Link>
              </span>
            ))}
          </Fact>
        ))}
      {!isMember && !me.isAdmin && (
        <Fact name="Projects">
          You are a member of none yet. An admin of a project, or a platform admin, can make you one.
        </Fact>
      )}
      <Fact name="Your own">Access keys, sessions, password and preferences, on this page.</Fact>
    </Facts>
  )
}

function countWords(count: number): string {
  return count === 1 ? '1 project' : `${count} projects`
}

function meaning(role: Role): string {
  const words = roleMeanings[role]
  return words.charAt(0).toUpperCase() + words.slice(1)
}
