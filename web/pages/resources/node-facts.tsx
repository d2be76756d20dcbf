import { fieldsOf, listOf, textOf } from '#web/pages/inside/fields.ts'
import { SmallFacts } from '#web/pages/inside/small-facts.tsx'
import { amountOf, amountWords } from '#web/quota/resource-quotas.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import type { PartProps } from './object-parts.ts'
import { PodsOf } from './pods-of.tsx'

/** What a machine has to give, what it is, and the pods on it. */
export function NodeFacts({ looked, place, object }: PartProps): ReactNode {
  const { name } = object.metadata
  const { taints } = fieldsOf(object['spec'])
  const { capacity, allocatable, addresses, nodeInfo } = fieldsOf(object['status'])
  const info = fieldsOf(nodeInfo)
  const all = fieldsOf(capacity)
  const free = fieldsOf(allocatable)
  const amounts = ['cpu', 'memory', 'ephemeral-storage', 'pods'].flatMap((key): [string, ReactNode][] => {
    const words = { cpu: 'CPU', memory: 'Memory', 'ephemeral-storage': 'Disk', pods: 'Pods' }[key] ?? key
    const [given, there] = [amountOf(free[key]), amountOf(all[key])]
    if (there === undefined) return []
    return [[words, `${amountWords(key, given ?? there, there)}${key === 'pods' ? '' : ' for pods'}`]]
  })
  return (
    <>
      <Section title="Machine">
        <Box sx={{ px: 2, py: 1.5 }}>
          <SmallFacts
            facts={[
              ...amounts,
              ...listOf(addresses).map(({ type, address }): [string, ReactNode] => [
                addressWords[textOf(type)] ?? textOf(type),
                visible(textOf(address)),
              ]),
              ['Kubelet', textOf(info['kubeletVersion'])],
              ['Runtime', textOf(info['containerRuntimeVersion'])],
              ['System', [textOf(info['osImage']), textOf(info['architecture'])].filter(Boolean).join(', ')],
              ['Taints', listOf(taints).map(taintWords).join(', ')],
            ]}
          />
        </Box>
      </Section>
      <PodsOf
        looked={looked}
        place={place}
        chosen={{ fieldSelector: `spec.nodeName=${name}` }}
        title="Pods on it"
        none="No pod runs on it."
      />
    </>
  )
}

const addressWords: Readonly<Record<string, string>> = {
  InternalIP: 'IP',
  ExternalIP: 'IP from outside',
  Hostname: 'Host name',
}

function taintWords({ key, value, effect }: Readonly<Record<string, unknown>>): string {
  const mark = textOf(value) === '' ? textOf(key) : `${textOf(key)}=${textOf(value)}`
  return visible(`${mark}:${textOf(effect)}`)
}
