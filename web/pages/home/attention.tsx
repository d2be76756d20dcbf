import type { Cluster } from '#api/kinds/cluster.ts'
import type { Project } from '#api/kinds/project.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { sentence } from '#web/ui/error-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { toneOf } from '#web/ui/phase.tsx'
import { Section } from '#web/ui/section.tsx'
import { Age } from '#web/ui/time.tsx'
import { ToneIcon, type Tone } from '#web/ui/tone.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { waitsSince, type FullQuota } from './mine.ts'
import { rowStyle } from '#web/ui/row-style.ts'

interface Props {
  troubled: readonly { side: Side; instance: Instance }[]
  full: readonly FullQuota[]
  /** Clusters that do not answer. */
  clusters: readonly Cluster[]
  /** The projects that the person may see, for what they are called. */
  projects: readonly Project[]
}

/** More than this nobody reads; the lists have the rest. */
const most = 5

/** What one should look at; not there at all while everything is well. */
export function Attention({ troubled, full, clusters, projects }: Props): ReactNode {
  const count = troubled.length + full.length + clusters.length
  if (count === 0) return null
  const titles = new Map(projects.map((project) => [project.metadata.name, titleOf(project)]))
  const shown = [clusters, troubled, full].map((items) => Math.min(items.length, most))
  const more = count - shown.reduce((sum, length) => sum + length, 0)
  return (
    <Section title="Needs attention" count={count}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {clusters.slice(0, most).map((cluster) => (
          <Item
            key={cluster.metadata.name}
            to={paths.clusters()}
            tone="bad"
            title={titleOf(cluster)}
            about="Cluster, out of reach"
          >
            {cluster.status?.message ?? ''}
          </Item>
        ))}
        {troubled.slice(0, most).map(({ side, instance }) => (
          <Troubled
            key={instance.metadata.uid ?? `${instance.metadata.namespace}/${instance.metadata.name}`}
            side={side}
            instance={instance}
            project={titles.get(projectOf(instance)) ?? projectOf(instance)}
          />
        ))}
        {full.slice(0, most).map(({ project, key, words }) => (
          <Item
            key={`${project.metadata.name}/${key}`}
            to={paths.quotas(project.metadata.name)}
            tone="warn"
            title={titleOf(project)}
            about="Project, a quota is used up"
          >
            {words}
          </Item>
        ))}
        {more > 0 && (
          <Typography component="li" variant="body2" color="textSecondary" sx={{ ...rowStyle, py: 1 }}>
            And {more} more, in the lists of the projects.
          </Typography>
        )}
      </Box>
    </Section>
  )
}

function Troubled({ side, instance, project }: { side: Side; instance: Instance; project: string }) {
  const phase = phaseOf(instance)
  return (
    <Item
      to={side.page(projectOf(instance), instance.metadata.name)}
      tone={toneOf[phase]}
      title={titleOf(instance)}
      about={
        <>
          {side.One} in {project},{' '}
          {phase === 'Failed' ? (
            'failed'
          ) : (
            <>
              waits <Age at={waitsSince(instance)} />
            </>
          )}
        </>
      }
    >
      {instance.status?.message ?? ''}
    </Item>
  )
}

interface ItemProps {
  to: string
  tone: Tone
  title: string
  about: ReactNode
  children: string
}

/** What, and why: beside each other where there is room. */
function Item({ to, tone, title, about, children }: ItemProps): ReactNode {
  return (
    <Box component="li" sx={{ ...rowStyle, display: 'flex', gap: 1.5, py: 1 }}>
      <Box sx={{ pt: 0.25 }}>
        <ToneIcon tone={tone} size={18} />
      </Box>
      <Box
        sx={{
          flex: 1,
          minWidth: 0,
          display: 'grid',
          columnGap: 3,
          alignItems: 'baseline',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(0, 3fr)' },
        }}
      >
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1, minWidth: 0 }}>
          <Link
            component={RouterLink}
            to={to}
            underline="hover"
            noWrap
            title={title}
            sx={{ fontWeight: 550, px: '4px', mx: '-4px' }}
          >
            {title}
          </Link>
          <Typography component="span" variant="body2" color="textSecondary">
            {about}
          </Typography>
        </Box>
        {children !== '' && (
          <Typography variant="body2" sx={beginning}>
            {sentence(children)}
          </Typography>
        )}
      </Box>
    </Box>
  )
}

/** The page that the title leads to has the rest. */
const beginning = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 3,
  overflow: 'hidden',
} as const
