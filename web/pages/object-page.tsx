import { cluster as clusterKind } from '#api/kinds/cluster.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { namespaceIn, typedIn, type Lookable } from '#web/paths.ts'
import { Page } from '#web/ui/page.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { lookInto, type Look } from './inside/look.ts'
import { NotThere } from './inside/looking.tsx'
import { spaceSide, virtualClusterSide, type Side } from './instance/sides.ts'
import { lookIntoCluster } from './resources/look-inside.tsx'
import { lookableOf, type LookedInto } from './resources/looked-into.ts'
import { ObjectView } from './resources/object-view.tsx'

export function SpaceObjectPage(): ReactNode {
  return <InInstance side={spaceSide} />
}

export function VirtualClusterObjectPage(): ReactNode {
  return <InInstance side={virtualClusterSide} />
}

/** The page of an object in a cluster. */
export function ClusterObjectPage(): ReactNode {
  const cluster = useParam('cluster')
  const { object, gone } = useObject(objectOf(clusterKind, cluster))
  return <Looked what={{ cluster }} one="cluster" look={lookIntoCluster(object, gone)} />
}

function InInstance({ side }: { side: Side }): ReactNode {
  const project = useParam('project')
  const name = useParam('name')
  const namespace = projectNamespace(project)
  const { object: instance, gone } = useObject(objectOf(side.kind, name, namespace))
  const againstUse = useReasonAgainst('use', side.kind, name, namespace)
  const look = lookInto({ side, instance, gone, againstUse }, 'inside')
  return <Looked what={lookableOf({ side, instance, project })} one={side.one} look={look} />
}

function Looked({ what, one, look }: { what: Lookable; one: LookedInto['one']; look: Look }): ReactNode {
  const params = useParams()
  const name = useParam('object')
  if (!('place' in look)) {
    return (
      <Page title={visible(name)}>
        <NotThere look={look} />
      </Page>
    )
  }
  return (
    <ObjectView
      looked={{ what, one, place: look.place }}
      typed={typedIn(params)}
      namespace={namespaceIn(params['namespace'])}
      name={name}
      part={params['part'] ?? ''}
    />
  )
}
