import type { Project } from '#api/kinds/project.ts'
import { InstanceDialog, type Asked } from '#web/pages/instance/instance-dialog.tsx'
import { projectOf, reasonNotReady } from '#web/pages/instance/instance-words.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { Age } from '#web/ui/time.tsx'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { NewInMyProjects } from './new-in-my-projects.tsx'

interface Props {
  title: string
  side: Side
  instances: readonly Instance[]
  /** Where one may make some: projects in which one does more than look. */
  projects: readonly Project[]
}

/** So many are shown before somebody asks for all, and so many then: the lists of the projects have every one. */
const few = 6
const many = 100

/** One's own spaces or virtual clusters: how each is, and the way into it. */
export function MyInstances({ title, side, instances, projects }: Props): ReactNode {
  const [asked, setAsked] = useState<Asked>()
  const [all, setAll] = useState(false)
  const shown = instances.slice(0, all ? many : few)
  return (
    <Section
      title={title}
      count={instances.length}
      action={<NewInMyProjects side={side} projects={projects} />}
    >
      {instances.length === 0 && <None side={side} projects={projects} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {shown.map((instance) => (
          <Item
            key={instance.metadata.uid ?? `${instance.metadata.namespace}/${instance.metadata.name}`}
            side={side}
            instance={instance}
            onConnect={() => setAsked({ what: 'connect', instance })}
          />
        ))}
      </Box>
      {!all && shown.length < instances.length && (
        <Button sx={{ m: 1 }} onClick={() => setAll(true)}>
          Show {instances.length > many ? many : `all ${instances.length}`}
        </Button>
      )}
      {all && shown.length < instances.length && (
        <Typography variant="body2" color="textSecondary" sx={{ px: 2, py: 1 }}>
          And {instances.length - many} more, in the lists of their projects.
        </Typography>
      )}
      <InstanceDialog side={side} asked={asked} onClose={() => setAsked(undefined)} />
    </Section>
  )
}

function Item({ side, instance, onConnect }: { side: Side; instance: Instance; onConnect: () => void }) {
  const { name, creationTimestamp } = instance.metadata
  const project = projectOf(instance)
  const { cluster = '' } = instance.spec.clusterRef ?? {}
  const phase = phaseOf(instance)
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: 'minmax(0, 1fr) minmax(0, 180px) auto' },
        gridTemplateAreas: { xs: '"name action" "state action"', sm: '"name state action"' },
        columnGap: 2,
        rowGap: 0.25,
        alignItems: 'center',
        px: 2,
        py: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ gridArea: 'name', minWidth: 0 }}>
        <Link
          component={RouterLink}
          to={side.page(project, name)}
          underline="hover"
          noWrap
          title={name}
          sx={{ fontWeight: 550, display: 'block' }}
        >
          {titleOf(instance)}
        </Link>
        <Typography variant="body2" color="textSecondary" component="div" sx={{ display: 'flex' }}>
          <Typography variant="inherit" noWrap title={project}>
            {[project, cluster].filter(Boolean).join(' · ')}
          </Typography>
          {typeof creationTimestamp === 'string' && (
            <Box component="span" sx={{ whiteSpace: 'pre' }}>
              {' · '}
              <Age at={creationTimestamp} />
            </Box>
          )}
        </Typography>
      </Box>
      <Box sx={{ gridArea: 'state', minWidth: 0, fontSize: '0.8125rem' }}>
        <PhaseMark phase={phase} reason={phase === 'Failed' ? instance.status?.reason : ''} />
      </Box>
      <Box sx={{ gridArea: 'action' }}>
        <ReasonedButton
          variant="outlined"
          reason={reasonNotReady(instance, side)}
          aria-label={`Connect to ${titleOf(instance)}`}
          onClick={onConnect}
        >
          Connect
        </ReasonedButton>
      </Box>
    </Box>
  )
}

function None({ side, projects }: Pick<Props, 'side' | 'projects'>): ReactNode {
  const [first] = projects
  return (
    <Typography color="textSecondary" sx={{ p: 2 }}>
      You have no {side.one} yet.{' '}
      {first === undefined ? (
        'They are made in projects, by members who have the role User or Admin there.'
      ) : (
        <>
          They are made in a project, such as{' '}
          <Link component={RouterLink} to={side.list(first.metadata.name)}>
            {titleOf(first)}
          </Link>
          .
        </>
      )}
    </Typography>
  )
}
