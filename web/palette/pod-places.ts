import type { Cluster } from '#api/kinds/cluster.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { accessTo } from '#web/data/access.ts'
import { insideList, slim, type Collection } from '#web/data/inside.ts'
import { pods, rightToRead, type Place } from '#web/data/inside-rights.ts'
import type { Watchable } from '#web/data/fold.ts'
import { lookInto } from '#web/pages/inside/look.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import type { Instance, Side } from '#web/pages/instance/sides.ts'
import { spaceSide, virtualClusterSide } from '#web/pages/instance/sides.ts'
import { lookIntoCluster } from '#web/pages/resources/look-inside.tsx'
import { lookableOf } from '#web/pages/resources/looked-into.ts'
import type { Lookable } from '#web/paths.ts'
import { titleOf } from '#web/ui/object-words.ts'
import type { QueryClient } from '@tanstack/react-query'

/** Somewhere pods may run that the person may look at. */
export interface PodPlace {
  what: Lookable
  title: string
  place: Place
  /** The cluster whose pods these are themselves; those of a virtual cluster are others. */
  host?: string
  /** Asks whether the person may work in it, where that is not settled by seeing it. */
  mayUse?: (client: QueryClient) => Promise<boolean>
}

interface Seen {
  spaces: readonly Instance[]
  virtualClusters: readonly Instance[]
  clusters: readonly Cluster[]
}

/** Everywhere that can be asked now, the closest to the person's own work first. */
export function podPlaces({ spaces, virtualClusters, clusters }: Seen): PodPlace[] {
  return [
    ...virtualClusters.flatMap((instance) => inInstance(virtualClusterSide, instance)),
    ...spaces.flatMap((instance) => inInstance(spaceSide, instance)),
    ...clusters.flatMap((cluster): PodPlace[] => {
      const look = lookIntoCluster(cluster, false)
      if (!('place' in look)) return []
      const { name } = cluster.metadata
      return [{ what: { cluster: name }, title: titleOf(cluster), place: look.place, host: name }]
    }),
  ]
}

function inInstance(side: Side, instance: Instance): PodPlace[] {
  const look = lookInto({ side, instance, gone: false, againstUse: undefined }, 'inside')
  if (!('place' in look)) return []
  const { name } = instance.metadata
  const project = projectOf(instance)
  return [
    {
      what: lookableOf({ side, instance, project }),
      title: titleOf(instance),
      place: look.place,
      ...(side.one === 'space' ? { host: instance.spec.clusterRef?.cluster ?? '' } : {}),
      mayUse: async (client) => {
        const { status } = await client.query(accessTo('use', side.kind, name, projectNamespace(project)))
        return status?.allowed === true
      },
    },
  ]
}

const names: Collection<Watchable> = {
  ...pods,
  as: 'table',
  shape: 'names',
  keep: ({ metadata }) => ({ metadata: slim(metadata) }),
}

/** How long the names of pods are good to look for one of them, in milliseconds. */
const goodFor = 20_000

/** The pods of a place; none where the person may not list them, for nothing is asked that would be refused. */
export async function podsIn(
  client: QueryClient,
  { place, mayUse }: PodPlace,
): Promise<readonly Watchable[]> {
  if (mayUse !== undefined && !(await mayUse(client))) return []
  if (!(await client.query(rightToRead(place, names)))) return []
  // Looked at for a moment, and not followed.
  return (await client.query({ ...insideList(place, names), staleTime: goodFor })).items
}
