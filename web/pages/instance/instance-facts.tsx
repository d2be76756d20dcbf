import { getCommand } from '#web/form/commands.ts'
import { mono } from '#web/theme/theme.ts'
import { Command } from '#web/ui/command.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { Labels } from '#web/ui/labels.tsx'
import { ownerWords } from '#web/ui/object-words.ts'
import { Section } from '#web/ui/section.tsx'
import { Age, Time } from '#web/ui/time.tsx'
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
  const { metadata, spec, status } = instance
  const { name, namespace, labels = {}, creationTimestamp } = metadata
  const { cluster = '', namespace: host = '' } = spec.clusterRef ?? {}
  const version = status !== undefined && 'kubernetesVersion' in status ? status.kubernetesVersion : undefined
  return (
    <Section title="About">
      <Facts>
        <Fact name="Name">
          <Copied text={name} what="the name" />
        </Fact>
        <Fact name="Owner">{ownerWords(instance) ?? 'Nobody'}</Fact>
        <Fact name="Cluster">{cluster === '' ? 'Not chosen yet' : visible(cluster)}</Fact>
        <Fact name="Namespace on it">
          {host === '' ? 'Not made yet' : <Copied text={host} what="the namespace" />}
        </Fact>
        <Fact name="Template">{templateWords(instance) ?? 'None'}</Fact>
        {typeof version === 'string' && version !== '' && <Fact name="Kubernetes">{version}</Fact>}
        {typeof creationTimestamp === 'string' && (
          <Fact name="Created">
            <Time at={creationTimestamp} /> (<Age at={creationTimestamp} /> ago)
          </Fact>
        )}
        {Object.keys(labels).length > 0 && (
          <Fact name="Labels">
            <Labels labels={labels} />
          </Fact>
        )}
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
