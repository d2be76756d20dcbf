import type { PodState } from './pod-row.ts'

export type PodGroup = 'running' | 'pending' | 'failing' | 'completed' | 'leaving' | 'unknown'

export type PodCounts = Readonly<Record<PodGroup, number>>

/** In the order in which a picture has them, each with the filter that finds the same pods in their list. */
export const podGroups: readonly { group: PodGroup; words: string; filter: string }[] = [
  { group: 'running', words: 'running', filter: 'status:ok status:running' },
  { group: 'pending', words: 'pending', filter: 'status:pending' },
  { group: 'failing', words: 'failing', filter: 'status:failing' },
  { group: 'completed', words: 'completed', filter: 'status:completed' },
  { group: 'leaving', words: 'terminating', filter: 'status:terminating' },
  { group: 'unknown', words: 'unknown', filter: 'status:unknown' },
]

export function groupOf({ tone, words }: PodState): PodGroup {
  switch (tone) {
    case 'good':
      return words === 'Completed' || words === 'Succeeded' ? 'completed' : 'running'
    case 'pending':
      return 'pending'
    case 'bad':
    case 'warn':
      return 'failing'
    case 'leaving':
      return 'leaving'
    default:
      return 'unknown'
  }
}

/** How many pods are how. */
export function countPods(states: readonly PodState[]): PodCounts {
  const counts = { running: 0, pending: 0, failing: 0, completed: 0, leaving: 0, unknown: 0 }
  for (const state of states) counts[groupOf(state)] += 1
  return counts
}

/** The picture in a sentence: `12 running, 1 failing`. */
export function countWords(counts: PodCounts): string {
  const parts = podGroups.filter(({ group }) => counts[group] > 0)
  return parts.map(({ group, words }) => `${counts[group].toLocaleString('en')} ${words}`).join(', ')
}
