import { getCommand } from '#web/form/commands.ts'
import { mono } from '#web/theme/theme.ts'
import { OwnerLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { Command } from '#web/ui/command.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { CreatedFact, Fact, Facts } from '#web/ui/facts.tsx'
import { LabelsFact } from '#web/ui/labels.tsx'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { templateWords } from './instance-words.ts'
import type { Instance, Side } from './sides.ts'

interface Props {
  side: Side
  instance: Instance
  project: string
  /** Nothing can be asked of what is gone. */
  gone: boolean
}

/** What there is to know of a space or a virtual cluster besides how it is. */
export function InstanceFacts({ side, instance, project, gone }: Props): ReactNode {
  const people = usePeople()
  const { metadata, spec, status } = instance
  const { name, namespace, labels, creationTimestamp } = metadata
  const { cluster = '', namespace: host = '' } = spec.clusterRef ?? {}
  const version = status !== undefined && 'kubernetesVersion' in status ? status.kubernetesVersion : undefined
  return (
    <Section title="About">
      <Facts>
        <Fact name="Name">
          <Copied text={name} what="the name" />
        </Fact>
        <Fact name="Owner">
          <OwnerLink people={people} owner={spec.owner} none="Nobody" />
        </Fact>
        <Fact name="Cluster">{cluster === '' ? 'Not chosen yet' : visible(cluster)}</Fact>
        <Fact name="Namespace on it">
          {host === '' ? 'Not made yet' : <Copied text={host} what="the namespace" />}
        </Fact>
        <Fact name="Template">{templateWords(instance) ?? 'None'}</Fact>
        {typeof version === 'string' && version !== '' && <Fact name="Kubernetes">{version}</Fact>}
        <CreatedFact at={creationTimestamp} />
        <LabelsFact labels={labels} />
        {!gone && (
          <Fact name="On the command line">
            <Box sx={{ display: 'grid', gap: 1, mt: 0.5 }}>
              <Command what="the connect command">{side.connectCommand(project, name)}</Command>
              <Command what="the kubectl command">{getCommand(side.kind, { name, namespace })}</Command>
            </Box>
          </Fact>
        )}
      </Facts>
    </Section>
  )
}

/** A name that people copy. */
function Copied({ text, what }: { text: string; what: string }): ReactNode {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center' }}>
      <Box component="span" sx={{ fontFamily: mono, fontSize: '0.8125rem', minWidth: 0 }}>
        {text}
      </Box>
      <CopyButton text={text} what={what} />
    </Box>
  )
}
