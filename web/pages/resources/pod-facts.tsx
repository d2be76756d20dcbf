import { fieldsOf, listOf, textOf } from '#web/pages/inside/fields.ts'
import { Containers, PodConditions } from '#web/pages/inside/pod-parts.tsx'
import { SmallFacts } from '#web/pages/inside/small-facts.tsx'
import { kindCalled } from '#web/data/kinds-inside.ts'
import { paths } from '#web/paths.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { PartProps } from './object-parts.ts'

/** Where a pod runs, its containers, and what holds of it. */
export function PodFacts(part: PartProps): ReactNode {
  const { object, place, gone } = part
  const { serviceAccountName, restartPolicy, volumes } = fieldsOf(object['spec'])
  const { podIP, hostIP, qosClass } = fieldsOf(object['status'])
  return (
    <>
      <Section title="Containers">
        <Box sx={listStyle}>
          <Containers pod={object} place={place} gone={gone} />
        </Box>
      </Section>
      <Section title="Where it runs">
        <Box sx={{ px: 2, py: 1.5 }}>
          <SmallFacts
            facts={[
              ['Node', <NodeLink key="node" {...part} />],
              ['IP', textOf(podIP)],
              ['IP of the node', textOf(hostIP)],
              ['Service account', visible(textOf(serviceAccountName))],
              ['Quality of service', textOf(qosClass)],
              ['Restarts', textOf(restartPolicy)],
              [
                'Volumes',
                listOf(volumes)
                  .map(({ name }) => visible(textOf(name)))
                  .join(', '),
              ],
            ]}
          />
        </Box>
      </Section>
      <Section title="Conditions">
        <Box sx={listStyle}>
          <PodConditions pod={object} />
        </Box>
      </Section>
    </>
  )
}

const listStyle = { px: 2, py: 1.5, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' } as const

/** The nodes of a space are its host's, and not looked at from it. */
function NodeLink({ looked, kinds, object }: PartProps): ReactNode {
  const name = textOf(fieldsOf(object['spec'])['nodeName'])
  const kind = kindCalled(kinds, { apiVersion: 'v1', kind: 'Node' })
  if (name === '') return 'None yet'
  if (kind === undefined || looked.one !== 'cluster') return visible(name)
  return (
    <Link component={RouterLink} to={paths.object(looked.what, kind, { name })}>
      {visible(name)}
    </Link>
  )
}
