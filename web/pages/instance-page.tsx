import { projectNamespace } from '#api/project-namespace.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { Gone } from '#web/ui/gone.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { ConnectSection } from './instance/connect-section.tsx'
import { InstanceDialog, type Asked } from './instance/instance-dialog.tsx'
import { InstanceFacts } from './instance/instance-facts.tsx'
import { InstanceProgress } from './instance/instance-progress.tsx'
import { reasonNotReady } from './instance/instance-words.ts'
import { spaceSide, virtualClusterSide, type Side } from './instance/sides.ts'

export function VirtualClusterPage(): ReactNode {
  return <InstancePage side={virtualClusterSide} />
}

export function SpacePage(): ReactNode {
  return <InstancePage side={spaceSide} />
}

function InstancePage({ side }: { side: Side }): ReactNode {
  const project = useParam('project')
  const name = useParam('name')
  const namespace = projectNamespace(project)
  const { object, gone } = useObject(objectOf(side.kind, name, namespace))
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked>()
  const againstUse = useReasonAgainst('use', side.kind, name, namespace)
  const againstDelete = useReasonAgainst('delete', side.kind, name, namespace)
  const phase = phaseOf(object)
  const deleted = gone ? `This ${side.one} was deleted, or you may no longer see it.` : undefined
  const leaving = phase === 'Deleting' ? `This ${side.one} is being deleted already.` : undefined
  const { description = '' } = object.spec
  return (
    <Page
      title={titleOf(object)}
      aside={!gone && <PhaseMark phase={phase} />}
      actions={
        <>
          <ReasonedButton
            variant="contained"
            reason={deleted ?? againstUse ?? reasonNotReady(object, side)}
            onClick={() => setAsked({ what: 'connect', instance: object })}
          >
            Connect
          </ReasonedButton>
          <ReasonedButton
            variant="outlined"
            color="error"
            reason={deleted ?? leaving ?? againstDelete}
            onClick={() => setAsked({ what: 'delete', instance: object })}
          >
            Delete
          </ReasonedButton>
        </>
      }
    >
      {gone && <Gone what={side.one} gone leaving={undefined} />}
      {description !== '' && (
        <Typography sx={{ maxWidth: 720, whiteSpace: 'pre-line' }}>{visible(description)}</Typography>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(300px, 1fr)' },
        }}
      >
        <InstanceProgress side={side} instance={object} phase={phase} />
        <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
          <ConnectSection
            side={side}
            instance={object}
            reason={deleted ?? againstUse ?? reasonNotReady(object, side)}
          />
          <InstanceFacts side={side} instance={object} project={project} />
        </Box>
      </Box>
      <InstanceDialog
        side={side}
        asked={asked}
        onClose={() => setAsked(undefined)}
        onDeleted={() => void navigate(side.list(project))}
      />
    </Page>
  )
}
