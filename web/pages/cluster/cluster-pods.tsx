import { insideList } from '#web/data/inside.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { useInside } from '#web/data/use-inside.ts'
import { countPods } from '#web/pages/inside/pod-counts.ts'
import { podState, type PodState } from '#web/pages/inside/pod-row.ts'
import { PodsPicture } from '#web/pages/inside/pods-picture.tsx'
import { cellRows, cellText, toneOfWord } from '#web/pages/resources/cell-words.ts'
import { paths } from '#web/paths.ts'
import { useMemo, type ReactNode } from 'react'

const podKind = { group: '', version: 'v1', plural: 'pods' }
const podCells = cellRows(podKind)

/** How all pods of a cluster are, as the browser of its objects has them, whose list is there at once then. */
export function ClusterPods({ cluster, place }: { cluster: string; place: Place }): ReactNode {
  const pods = useInside(insideList(place, podCells))
  const counts = useMemo(() => {
    const at = pods?.columns.findIndex(({ name }) => name === 'Status') ?? -1
    return pods && countPods(pods.items.map(({ cells }) => stateOf(cellText(cells[at]))))
  }, [pods])
  return (
    <PodsPicture counts={counts} partial={pods?.partial === true} to={paths.objects({ cluster }, podKind)} />
  )
}

/** As the list says it, which tells from the word alone. */
function stateOf(words: string): PodState {
  const tone = toneOfWord(words)
  return tone === undefined ? podState({ status: words, ready: '', node: '-' }) : { tone, words }
}
