import type { Project } from '#api/kinds/project.ts'
import { roleIn, roleWords } from '#web/pages/project/roles.ts'
import { paths } from '#web/paths.ts'
import { projectUse, spacesKey, virtualClustersKey } from '#web/quota/project-quotas.ts'
import { QuotaLine } from '#web/quota/quota-bar.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Me } from './mine.ts'
import { rowStyle } from '#web/ui/row-style.ts'

interface Props {
  title: string
  projects: readonly Project[]
  me: Me & { isAdmin: boolean }
}

const most = 6

/** The projects one works in, with what is left of their quotas. */
export function MyProjects({ title, projects, me }: Props): ReactNode {
  return (
    <Section title={title} count={projects.length}>
      {projects.length === 0 ? (
        <Typography color="textSecondary" sx={{ px: 2, py: 1.5 }}>
          {me.isAdmin ? (
            <>
              There is no project yet, and spaces and virtual clusters are made in projects.{' '}
              <Link component={RouterLink} to={paths.projects()}>
                Make the first one
              </Link>
              .
            </>
          ) : (
            'You are in no project yet. Ask the admin of one to make you a member: spaces and virtual clusters are made in projects.'
          )}
        </Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {projects.slice(0, most).map((project) => (
            <ProjectItem key={project.metadata.name} project={project} me={me} />
          ))}
        </Box>
      )}
      {projects.length > most && (
        <Box sx={{ px: 2, py: 1, borderTop: 1, borderColor: 'divider' }}>
          <Link component={RouterLink} to={paths.projects()} underline="hover" variant="body2">
            All {projects.length} projects
          </Link>
        </Box>
      )}
    </Section>
  )
}

function ProjectItem({ project, me }: { project: Project; me: Me }): ReactNode {
  const { name } = project.metadata
  const role = roleIn(project, me)
  return (
    <Box
      component="li"
      sx={{ ...rowStyle, py: 1.25, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'space-between', alignItems: 'baseline' }}>
        <Link
          component={RouterLink}
          to={paths.virtualClusters(name)}
          underline="hover"
          noWrap
          title={name}
          sx={{ fontWeight: 550, minWidth: 0, px: '4px', mx: '-4px' }}
        >
          {titleOf(project)}
        </Link>
        {role !== undefined && (
          <Typography variant="body2" color="textSecondary" sx={{ flex: 'none' }}>
            {roleWords[role]}
          </Typography>
        )}
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          fontSize: '0.8125rem',
        }}
      >
        <Use project={project} name="Virtual clusters" quota={virtualClustersKey} />
        <Use project={project} name="Spaces" quota={spacesKey} />
      </Box>
    </Box>
  )
}

function Use({ project, name, quota }: { project: Project; name: string; quota: string }): ReactNode {
  const use = projectUse(project, quota)
  return <QuotaLine name={name} {...use} />
}
