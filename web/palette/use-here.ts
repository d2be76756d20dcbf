import { cluster as clusterKind, type Cluster } from '#api/kinds/cluster.ts'
import { accessTo } from '#web/data/access.ts'
import { rightsIn, type Place } from '#web/data/inside-rights.ts'
import { kindsInside, preferred } from '#web/data/kinds-inside.ts'
import { lookInto } from '#web/pages/inside/look.ts'
import { projectOf } from '#web/pages/instance/instance-words.ts'
import { spaceSide, virtualClusterSide, type Instance, type Side } from '#web/pages/instance/sides.ts'
import { lookIntoCluster } from '#web/pages/resources/look-inside.tsx'
import { lookableOf } from '#web/pages/resources/looked-into.ts'
import { paths, type Lookable } from '#web/paths.ts'
import { shellTargetOf } from '#web/terminal/here.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { useQuery } from '@tanstack/react-query'
import type { Entry } from './entry.ts'

interface Seen {
  spaces: readonly Instance[]
  virtualClusters: readonly Instance[]
  clusters: readonly Cluster[]
}

/** What the page is about, as far as one can look into it or do something with it. */
export interface Here {
  /** The space or virtual cluster that the page is about. */
  about: { side: Side; instance: Instance } | undefined
  mayUse: boolean
  mayDelete: boolean
  /** Whether a kubectl shell can be opened for it. */
  mayShell: boolean
  kinds: Entry[]
}

/** What is at an address, with what the person may do there; nothing is asked that would be refused. */
export function useHere(pathname: string, seen: Seen): Here {
  const target = shellTargetOf(pathname)
  const about = aboutOf(target, seen)
  const cluster =
    target.kind === 'cluster'
      ? seen.clusters.find(({ metadata }) => metadata.name === target.cluster)
      : undefined
  const mayUse = useAllowed('use', about)
  const mayDelete = useAllowed('delete', about)
  const { data: change } = useQuery({
    ...accessTo('update', clusterKind, cluster?.metadata.name),
    enabled: cluster !== undefined,
  })
  const inside = insideOf(mayUse ? about : undefined, cluster)
  return {
    about,
    mayUse,
    mayDelete,
    mayShell:
      target.kind === 'management' ||
      (about !== undefined && mayUse && inside !== undefined) ||
      (cluster !== undefined && change?.status?.allowed === true),
    kinds: useKindEntries(inside),
  }
}

function aboutOf(target: ReturnType<typeof shellTargetOf>, seen: Seen): Here['about'] {
  if (target.kind !== 'space' && target.kind !== 'virtualCluster') return undefined
  const [side, instances] =
    target.kind === 'space' ? [spaceSide, seen.spaces] : [virtualClusterSide, seen.virtualClusters]
  const instance = instances.find(
    (one) => one.metadata.name === target.name && projectOf(one) === target.project,
  )
  return instance === undefined ? undefined : { side, instance }
}

function useAllowed(verb: 'use' | 'delete', about: Here['about']): boolean {
  const { name = '', namespace = '' } = about?.instance.metadata ?? {}
  const { data } = useQuery({
    ...accessTo(verb, about?.side.kind ?? spaceSide.kind, name, namespace),
    enabled: about !== undefined,
  })
  return about !== undefined && data?.status?.allowed === true
}

interface Inside {
  what: Lookable
  title: string
  place: Place
}

function insideOf(about: Here['about'], cluster: Cluster | undefined): Inside | undefined {
  if (about !== undefined) {
    const look = lookInto({ ...about, gone: false, againstUse: undefined }, 'inside')
    const project = projectOf(about.instance)
    if (!('place' in look)) return undefined
    return { what: lookableOf({ ...about, project }), title: titleOf(about.instance), place: look.place }
  }
  if (cluster === undefined) return undefined
  const look = lookIntoCluster(cluster, false)
  if (!('place' in look)) return undefined
  return { what: { cluster: cluster.metadata.name }, title: titleOf(cluster), place: look.place }
}

/** The kinds of objects in it that the person may list. */
function useKindEntries(inside: Inside | undefined): Entry[] {
  const place = inside?.place ?? { root: '' }
  const enabled = inside !== undefined
  const { data: kinds = [] } = useQuery({ ...kindsInside(place.root), enabled })
  const { data: rights } = useQuery({ ...rightsIn(place), enabled })
  if (inside === undefined || rights === undefined) return []
  return preferred(kinds)
    .filter(
      ({ verbs, namespaced }) => verbs.includes('watch') && (namespaced || place.namespace === undefined),
    )
    .filter((kind) => rights.reads(kind) !== false)
    .map((kind) => {
      const to = paths.objects(inside.what, kind)
      const also = [kind.plural, ...kind.shortNames, kind.group].join(' ')
      return { id: to, group: 'Kinds here', title: kind.many, beside: inside.title, also, does: { to } }
    })
}
