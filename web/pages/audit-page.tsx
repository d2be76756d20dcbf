import { project as projectKind } from '#api/kinds/project.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { who, type Who } from '#web/shell/who.ts'
import { NotForYou } from '#web/ui/not-for-you.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { AuditLog } from './audit/audit-log.tsx'
import { roleIn } from './project/roles.ts'

/** Who did what, when, from where, and what came of it. */
export function AuditPage(): ReactNode {
  const me = who(useSuspenseQuery(self).data)
  if (!me.isAdmin) {
    return (
      <Page title="Audit">
        <ForAdmins me={me} />
      </Page>
    )
  }
  return (
    <Page title="Audit" height="fill">
      <Typography color="textSecondary" sx={{ flex: 'none', maxWidth: 860 }}>
        Every change and every stream is written here before it happens. This is the file of the server that
        answers you; where several run, each has its own.
      </Typography>
      <AuditLog />
    </Page>
  )
}

/** Whoever is admin of projects sees what was done in those. */
function ForAdmins({ me }: { me: Who }): ReactNode {
  const projects = useObjects(listOf(projectKind)).filter((project) => roleIn(project, me) === 'admin')
  return (
    <NotForYou what="The audit">
      It says who did what in all projects, and is for platform admins.{' '}
      {projects.length === 0 ? (
        'Ask one of them what you want to know.'
      ) : (
        <>
          What was done in the projects of which you are an admin is yours to see:
          <Box component="ul" sx={{ mt: 1, mb: 0, p: 0, listStyle: 'none' }}>
            {projects.map((project) => (
              <li key={project.metadata.uid}>
                <Link
                  component={RouterLink}
                  to={paths.activity(project.metadata.name)}
                  underline="always"
                  sx={{ display: 'inline-block', py: 0.5, overflowWrap: 'anywhere' }}
                >
                  Activity of {titleOf(project)}
                </Link>
              </li>
            ))}
          </Box>
        </>
      )}
    </NotForYou>
  )
}
