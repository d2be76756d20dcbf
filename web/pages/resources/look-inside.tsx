import type { Cluster } from '#api/kinds/cluster.ts'
import { clusterPrefix } from '#api/paths.ts'
import { clusterState } from '#web/pages/cluster/cluster-words.ts'
import { lookInto, type Look } from '#web/pages/inside/look.ts'
import { NotThere } from '#web/pages/inside/looking.tsx'
import { useShown } from '#web/pages/instance/shown.ts'
import type { ReactNode } from 'react'
import { useOutletContext } from 'react-router'
import { lookableOf, type LookedInto } from './looked-into.ts'

interface Props {
  children: (looked: LookedInto) => ReactNode
}

/** What is in the space or virtual cluster whose page is open, or why there is nothing to see. */
export function LookInside({ children }: Props): ReactNode {
  const shown = useShown()
  const look = lookInto(shown, 'inside')
  if (!('place' in look)) return <NotThere look={look} />
  return children({ what: lookableOf(shown), one: shown.side.one, place: look.place })
}

/** The same of the cluster whose page is open. */
export function LookIntoCluster({ children }: Props): ReactNode {
  const { cluster, gone } = useOutletContext<ShownCluster>()
  const look = lookIntoCluster(cluster, gone)
  if (!('place' in look)) return <NotThere look={look} />
  return children({ what: { cluster: cluster.metadata.name }, one: 'cluster', place: look.place })
}

/** What the page of a cluster tells its parts. */
export interface ShownCluster {
  cluster: Cluster
  gone: boolean
}

export function lookIntoCluster(cluster: Cluster, gone: boolean): Look {
  if (gone) {
    return {
      nothing: 'over',
      title: 'This cluster is not connected any more',
      why: 'What was seen here is not asked for any more.',
    }
  }
  const { tone, words } = clusterState(cluster)
  if (tone === 'bad' || tone === 'pending' || tone === 'leaving') {
    return { nothing: 'later', title: 'This cluster does not answer now', why: `${words}.` }
  }
  return { place: { root: clusterPrefix(cluster.metadata.name) } }
}
