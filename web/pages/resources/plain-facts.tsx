import { kindCalled } from '#web/data/kinds-inside.ts'
import { fieldsOf, listOf, textOf, type Fields } from '#web/pages/inside/fields.ts'
import { SmallFacts } from '#web/pages/inside/small-facts.tsx'
import { paths } from '#web/paths.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import type { PartProps } from './object-parts.ts'
import { PodsOf } from './pods-of.tsx'
import { cellText } from './cell-words.ts'
import { selectorText } from './selector-words.ts'

/** Under which address a Service is, and the pods behind it. */
export function ServiceFacts({ looked, place, object }: PartProps): ReactNode {
  const spec = fieldsOf(object['spec'])
  const selector = selectorText(spec['selector'])
  const ingress = listOf(fieldsOf(fieldsOf(object['status'])['loadBalancer'])['ingress'])
  return (
    <>
      <Section title="Address">
        <Box sx={{ px: 2, py: 1.5 }}>
          <SmallFacts
            facts={[
              ['Type', textOf(spec['type'])],
              ['Cluster IP', textOf(spec['clusterIP'])],
              ['Name', `${object.metadata.name}.${object.metadata.namespace ?? ''}.svc`],
              ['From outside', ingress.map(({ ip, hostname }) => textOf(ip) || textOf(hostname)).join(', ')],
              ['Leads to', visible(textOf(spec['externalName']))],
              ['Ports', listOf(spec['ports']).map(portWords).join(', ')],
              ['Selector', visible(selector ?? '')],
            ]}
          />
        </Box>
      </Section>
      {selector !== undefined && (
        <PodsOf
          looked={looked}
          place={place}
          chosen={{ labelSelector: selector }}
          title="Pods behind it"
          none="No pod has these labels: nothing answers at its address."
        />
      )}
    </>
  )
}

/** `http 80 → 8080/TCP` */
function portWords({ name, port, targetPort, protocol, nodePort }: Fields): string {
  const to = targetPort === undefined || targetPort === port ? '' : ` → ${cellText(targetPort)}`
  const onNodes = typeof nodePort === 'number' ? `, on nodes ${nodePort}` : ''
  return visible(
    [textOf(name), `${String(port)}${to}/${textOf(protocol) || 'TCP'}${onNodes}`].filter(Boolean).join(' '),
  )
}

/** How much a claim asks for and has, and where. */
export function ClaimFacts({ object }: PartProps): ReactNode {
  const spec = fieldsOf(object['spec'])
  const { capacity, accessModes } = fieldsOf(object['status'])
  const modes = accessModes ?? spec['accessModes']
  return (
    <Section title="Volume">
      <Box sx={{ px: 2, py: 1.5 }}>
        <SmallFacts
          facts={[
            ['Asks for', textOf(fieldsOf(fieldsOf(spec['resources'])['requests'])['storage'])],
            ['Has', textOf(fieldsOf(capacity)['storage']) || 'Nothing yet'],
            ['Access', Array.isArray(modes) ? modes.map(String).join(', ') : ''],
            ['Class', visible(textOf(spec['storageClassName']))],
            ['Volume', visible(textOf(spec['volumeName']))],
            ['Kind of volume', textOf(spec['volumeMode'])],
          ]}
        />
      </Box>
    </Section>
  )
}

/** The ways into what is in a namespace. */
export function NamespaceFacts({ looked, kinds, object }: PartProps): ReactNode {
  const { name } = object.metadata
  const inside = kinds.filter(({ namespaced, group }) => namespaced && (group === '' || group === 'apps'))
  const pods = kindCalled(kinds, { apiVersion: 'v1', kind: 'Pod' })
  return (
    <>
      <Section title="What is in it">
        <Box sx={{ px: 2, py: 1.5, display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5 }}>
          {inside.map((kind) => (
            <Link
              key={`${kind.group}/${kind.version}/${kind.plural}`}
              component={RouterLink}
              to={paths.objects(looked.what, kind, name)}
            >
              {kind.many}
            </Link>
          ))}
          <Link component={RouterLink} to={paths.resources(looked.what, name)}>
            All kinds
          </Link>
        </Box>
      </Section>
      {pods !== undefined && (
        <PodsOf
          looked={looked}
          place={{ root: looked.place.root, namespace: name }}
          chosen={{}}
          none="Nothing runs in this namespace."
        />
      )}
    </>
  )
}
