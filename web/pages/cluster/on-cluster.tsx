import { projectOf } from '#web/pages/instance/instance-words.ts'
import { spaceSide, virtualClusterSide, type Instance, type Side } from '#web/pages/instance/sides.ts'
import { OwnerLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { LinkList, LinkRow } from '#web/ui/link-list.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { phaseOf } from '#web/ui/phase-words.ts'
import { PhaseMark } from '#web/ui/phase.tsx'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import type { ReactNode } from 'react'

interface Props {
  cluster: string
  virtualClusters: readonly Instance[]
  spaces: readonly Instance[]
}

/** The spaces and virtual clusters on a cluster that the person may see, with who owns them. */
export function OnCluster({ cluster, virtualClusters, spaces }: Props): ReactNode {
  const people = usePeople()
  const isHere = ({ spec }: Instance): boolean => spec.clusterRef?.cluster === cluster
  const here: { side: Side; instance: Instance }[] = [
    ...virtualClusters.filter(isHere).map((instance) => ({ side: virtualClusterSide, instance })),
    ...spaces.filter(isHere).map((instance) => ({ side: spaceSide, instance })),
  ]
  return (
    <Section title="What runs here" count={here.length}>
      <LinkList
        items={here}
        none="No space and no virtual cluster that you may see is on it."
        renderRow={({ side, instance }) => (
          <LinkRow
            key={`${side.one} ${instance.metadata.namespace}/${instance.metadata.name}`}
            to={side.page(projectOf(instance), instance.metadata.name)}
            title={titleOf(instance)}
            about={
              <>
                {side.One} in {visible(projectOf(instance))}, of{' '}
                <OwnerLink people={people} owner={instance.spec.owner} />
              </>
            }
          >
            <PhaseMark phase={phaseOf(instance)} />
          </LinkRow>
        )}
      />
    </Section>
  )
}
