import { fieldsOf, listOf, numberOf, textOf, type Fields } from '#web/pages/inside/fields.ts'
import { SmallFacts } from '#web/pages/inside/small-facts.tsx'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'
import { PodsOf } from './pods-of.tsx'
import { cellText } from './cell-words.ts'
import { selectorText } from './selector-words.ts'
import { stateKey } from './state-key.ts'

/** What keeps pods running: how many there should be and are, of what, and the pods themselves. */
export function WorkloadFacts({ looked, place, resource, object }: PartProps): ReactNode {
  const spec = fieldsOf(object['spec'])
  const selector = selectorText(spec['selector'])
  const template = fieldsOf(fieldsOf(spec['template'])['spec'])
  return (
    <>
      <Section title="Replicas">
        <Box sx={{ px: 2, py: 1.5 }}>
          <SmallFacts
            facts={[
              ...countsOf(stateKey(resource), spec, fieldsOf(object['status'])),
              ['Strategy', strategyOf(spec)],
              ['Selector', visible(selector ?? '')],
              ['Images', imagesOf(template).map(visible).join(', ')],
            ]}
          />
        </Box>
      </Section>
      {selector !== undefined && (
        <PodsOf
          looked={looked}
          place={place}
          chosen={{ labelSelector: selector }}
          none={`No pod belongs to this ${resource.kind} now.`}
        />
      )}
    </>
  )
}

function countsOf(kind: string, spec: Fields, status: Fields): [string, ReactNode][] {
  if (kind === 'batch/Job') {
    return [
      ['Wanted', numberOf(spec['completions']) || 1],
      ['At once', numberOf(spec['parallelism']) || 1],
      ['Running', numberOf(status['active'])],
      ['Succeeded', numberOf(status['succeeded'])],
      ['Failed', numberOf(status['failed'])],
    ]
  }
  if (kind === 'apps/DaemonSet') {
    return [
      ['Wanted', numberOf(status['desiredNumberScheduled'])],
      ['Ready', numberOf(status['numberReady'])],
      ['Up to date', numberOf(status['updatedNumberScheduled'])],
      ['Available', numberOf(status['numberAvailable'])],
    ]
  }
  const { replicas } = spec
  return [
    ['Wanted', typeof replicas === 'number' ? replicas : 1],
    ['Ready', numberOf(status['readyReplicas'])],
    ...('updatedReplicas' in status
      ? ([['Up to date', numberOf(status['updatedReplicas'])]] satisfies [string, ReactNode][])
      : []),
    ['Available', numberOf(status['availableReplicas'])],
  ]
}

function strategyOf({ strategy, updateStrategy }: Fields): string {
  const { type, rollingUpdate } = fieldsOf(strategy ?? updateStrategy)
  const { maxSurge, maxUnavailable } = fieldsOf(rollingUpdate)
  const parts = [
    maxSurge === undefined ? '' : `${cellText(maxSurge)} more at once`,
    maxUnavailable === undefined ? '' : `${cellText(maxUnavailable)} fewer`,
  ].filter(Boolean)
  return parts.length === 0 ? textOf(type) : `${textOf(type)}: up to ${parts.join(', ')}`
}

function imagesOf({ initContainers, containers }: Fields): string[] {
  return [...listOf(initContainers), ...listOf(containers)].map(({ image }) => textOf(image)).filter(Boolean)
}
