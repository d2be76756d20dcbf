import type { Project } from '#api/kinds/project.ts'
import { InstanceDialog, type Asked } from '#web/pages/instance/instance-dialog.tsx'
import { meanings, projectOf, reasonNotReady } from '#web/pages/instance/instance-words.ts'
import { openInstanceShell } from '#web/pages/instance/open-instance-shell.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { paths } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark, toneOf } from '#web/ui/phase.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { Age } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { summaryOf } from './mine.ts'
import { NewInMyProjects } from './new-in-my-projects.tsx'
import { rowStyle } from '#web/ui/row-style.ts'

interface Props {
  title: string
  side: Side
  instances: readonly Instance[]
  /** The projects that the person may see, for what they are called. */
  projects: readonly Project[]
  /** Where one may make some: projects in which one does more than look. */
  workplaces: readonly Project[]
  /** Whether it is theirs to make projects. */
  isAdmin: boolean
}

/** So many are shown before somebody asks for all, and so many then: the lists of the projects have every one. */
const few = 6
const many = 100

/** One's own spaces or virtual clusters: how each is, and the way into it. */
export function MyInstances({ title, side, instances, projects, workplaces, isAdmin }: Props): ReactNode {
  const [asked, setAsked] = useState<Asked>()
  const [all, setAll] = useState(false)
  const shown = instances.slice(0, all ? many : few)
  const titles = new Map(projects.map((project) => [project.metadata.name, titleOf(project)]))
  const summary = summaryOf(instances)
  return (
    <Section
      title={title}
      count={instances.length}
      aside={
        summary !== undefined && (
          <Box sx={{ display: { xs: 'none', sm: 'block' }, fontSize: '0.8125rem', minWidth: 0 }}>
            <Mark tone={toneOf[summary.phase]}>{summary.words}</Mark>
          </Box>
        )
      }
      action={
        <NewInMyProjects
          side={side}
          projects={workplaces}
          none={
            isAdmin
              ? 'There is no project yet: “Projects” says how to make the first one.'
              : `You may make ${side.many} in no project: an admin of one can give you the role User.`
          }
        />
      }
    >
      {instances.length === 0 && <None side={side} workplaces={workplaces} isAdmin={isAdmin} />}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {shown.map((instance) => (
          <Item
            key={instance.metadata.uid ?? `${instance.metadata.namespace}/${instance.metadata.name}`}
            side={side}
            instance={instance}
            project={titles.get(projectOf(instance)) ?? projectOf(instance)}
            onConnect={() => setAsked({ what: 'connect', instance })}
          />
        ))}
      </Box>
      {!all && shown.length < instances.length && (
        <Box sx={{ px: 1, py: 0.5, borderTop: 1, borderColor: 'divider' }}>
          <Button onClick={() => setAll(true)}>
            Show {instances.length > many ? many : `all ${instances.length}`}
          </Button>
        </Box>
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

interface ItemProps {
  side: Side
  instance: Instance
  /** What the project is called. */
  project: string
  onConnect: () => void
}

function Item({ side, instance, project, onConnect }: ItemProps): ReactNode {
  const { name, creationTimestamp } = instance.metadata
  const { cluster = '' } = instance.spec.clusterRef ?? {}
  const { team = '' } = instance.spec.owner ?? {}
  const phase = phaseOf(instance)
  const { reason = '' } = instance.status ?? {}
  return (
    <Box
      component="li"
      sx={{
        ...rowStyle,
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', sm: 'minmax(0, 1fr) 176px 56px auto' },
        gridTemplateAreas: { xs: '"name action" "state action"', sm: '"name state age action"' },
        columnGap: 2,
        rowGap: 0.25,
        alignItems: 'center',
        py: 1,
        fontSize: '0.8125rem',
      }}
    >
      <Box sx={{ gridArea: 'name', minWidth: 0 }}>
        <Link
          component={RouterLink}
          to={side.page(projectOf(instance), name)}
          underline="hover"
          noWrap
          title={name}
          sx={{ ...roomForRing, fontSize: '0.875rem', fontWeight: 550 }}
        >
          {titleOf(instance)}
        </Link>
        <Typography variant="body2" color="textSecondary" noWrap>
          {[project, team === '' ? '' : `team ${team}`, cluster].filter(Boolean).join(' · ')}
        </Typography>
      </Box>
      <Box
        sx={{ gridArea: 'state', minWidth: 0 }}
        {...(phase === 'Ready' ? {} : { title: instance.status?.message ?? '' })}
      >
        <PhaseMark phase={phase} reason={phase === 'Failed' || phase === 'Pending' ? reason : ''} />
      </Box>
      <Box
        sx={{
          gridArea: 'age',
          display: { xs: 'none', sm: 'block' },
          textAlign: 'right',
          color: 'text.secondary',
        }}
      >
        {typeof creationTimestamp === 'string' && <Age at={creationTimestamp} />}
      </Box>
      <Box sx={{ gridArea: 'action', display: 'flex', gap: 1 }}>
        <ReasonedButton
          variant="text"
          reason={reasonNotReady(instance, side)}
          aria-label={`Shell in ${titleOf(instance)}`}
          onClick={() => openInstanceShell(side, instance)}
        >
          Shell
        </ReasonedButton>
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

/** The ring of the focus would be cut with the text. */
const roomForRing = {
  display: 'block',
  width: 'fit-content',
  maxWidth: '100%',
  px: '4px',
  mx: '-4px',
} as const

/** What one is for, and where the first is made. */
function None({ side, workplaces, isAdmin }: Pick<Props, 'side' | 'workplaces' | 'isAdmin'>): ReactNode {
  const where = isAdmin ? (
    <>
      They are made in projects, and there is no project yet.{' '}
      <Link component={RouterLink} to={paths.projects()}>
        See how to make the first one
      </Link>
      .
    </>
  ) : (
    'They are made in projects, by members who have the role User or Admin there.'
  )
  return (
    <Typography color="textSecondary" sx={{ px: 2, py: 1.5 }}>
      {meanings[side.one]}{' '}
      {workplaces.length === 0 ? where : `You have none yet: make your first one with “New ${side.one}”.`}
    </Typography>
  )
}
