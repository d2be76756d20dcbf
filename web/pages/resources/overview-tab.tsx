import { Section } from '#web/ui/section.tsx'
import Box from '@mui/material/Box'
import type { ComponentType, ReactNode } from 'react'
import { Conditions } from './conditions.tsx'
import { DataFacts, SecretFacts } from './data-facts.tsx'
import { MetadataFacts } from './metadata-facts.tsx'
import { NodeFacts } from './node-facts.tsx'
import type { PartProps } from './object-parts.ts'
import { PodFacts } from './pod-facts.tsx'
import { ClaimFacts, NamespaceFacts, ServiceFacts } from './plain-facts.tsx'
import { stateKey } from './state-key.ts'
import { Tree } from './tree.tsx'
import { WorkloadFacts } from './workload-facts.tsx'

/** What is shown of some kinds besides what all objects have. */
const facts: Readonly<Record<string, ComponentType<PartProps>>> = {
  Pod: PodFacts,
  Node: NodeFacts,
  Service: ServiceFacts,
  ConfigMap: DataFacts,
  Secret: SecretFacts,
  PersistentVolumeClaim: ClaimFacts,
  Namespace: NamespaceFacts,
  'apps/Deployment': WorkloadFacts,
  'apps/StatefulSet': WorkloadFacts,
  'apps/DaemonSet': WorkloadFacts,
  'apps/ReplicaSet': WorkloadFacts,
  'batch/Job': WorkloadFacts,
}

/** What there is to know of an object: of its kind, what holds of it, and what all objects have. */
export function OverviewTab(part: PartProps): ReactNode {
  const { resource, object } = part
  const KindFacts = facts[stateKey(resource)] ?? AnyFacts
  return (
    <Box sx={overviewStyle}>
      <Box sx={{ display: 'grid', gap: 3, minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <KindFacts {...part} />
        {KindFacts !== PodFacts && <Conditions status={object['status']} />}
      </Box>
      <MetadataFacts {...part} />
    </Box>
  )
}

const overviewStyle = {
  display: 'grid',
  gap: 3,
  pb: 3,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 2fr) minmax(300px, 1fr)' },
} as const

const told = new Set(['apiVersion', 'kind', 'metadata'])

/** Of a kind that is nothing special, all that it says, in the order in which it says it. */
function AnyFacts({ object }: PartProps): ReactNode {
  const parts = Object.entries(object).filter(([name]) => !told.has(name))
  return parts.map(([name, value]) => (
    <Section key={name} title={name.charAt(0).toUpperCase() + name.slice(1)}>
      <Box sx={{ px: 2, py: 1.5 }}>
        <Tree value={name === 'status' ? withoutConditions(value) : value} />
      </Box>
    </Section>
  ))
}

/** They have a table of their own. */
function withoutConditions(status: unknown): unknown {
  if (typeof status !== 'object' || status === null || Array.isArray(status)) return status
  return Object.fromEntries(Object.entries(status).filter(([name]) => name !== 'conditions'))
}
