import type { Cluster } from '#api/kinds/cluster.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { sentence } from '#web/ui/error-words.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { ToneIcon, type Tone } from '#web/ui/tone.tsx'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { FullQuota } from './mine.ts'

interface Props {
  failing: readonly { side: Side; instance: Instance }[]
  full: readonly FullQuota[]
  /** Clusters that do not answer. */
  clusters: readonly Cluster[]
}

/** More than this nobody reads; the lists have the rest. */
const most = 5

/** What one should look at; not there at all while everything is well. */
export function Attention({ failing, full, clusters }: Props): ReactNode {
  const count = failing.length + full.length + clusters.length
  if (count === 0) return null
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
        {failing.slice(0, most).map(({ side, instance }) => (
          <Item
            key={instance.metadata.uid ?? `${instance.metadata.namespace}/${instance.metadata.name}`}
            to={side.page(projectOf(instance), instance.metadata.name)}
            tone="bad"
            title={titleOf(instance)}
            about={`${side.One} in ${projectOf(instance)}, failed`}
          >
            {instance.status?.message ?? ''}
          </Item>
        ))}
        {full.slice(0, most).map(({ project, key, words }) => (
          <Item
            key={`${project}/${key}`}
            to={paths.quotas(project)}
            tone="warn"
            title={project}
            about="Quota of the project is used up"
          >
            {words}
          </Item>
        ))}
        {failing.length > most && (
          <Typography component="li" variant="body2" color="textSecondary" sx={{ px: 2, py: 1 }}>
            And {failing.length - most} more that have failed.
          </Typography>
        )}
      </Box>
    </Section>
  )
}

interface ItemProps {
  to: string
  tone: Tone
  title: string
  about: string
  children: string
}

function Item({ to, tone, title, about, children }: ItemProps): ReactNode {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1.5,
        px: 2,
        py: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ pt: 0.25 }}>
        <ToneIcon tone={tone} size={18} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Link component={RouterLink} to={to} underline="hover" sx={{ fontWeight: 550 }}>
          {title}
        </Link>{' '}
        <Typography component="span" variant="body2" color="textSecondary">
          {about}
        </Typography>
        {children !== '' && <Typography variant="body2">{sentence(children)}</Typography>}
      </Box>
    </Box>
  )
}
