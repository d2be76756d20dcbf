import type { Status } from './status.ts'
import type { KubeObject } from './types.ts'

/** One line of a watch. BOOKMARK objects carry only a resourceVersion (and perhaps the annotation below). */
export type WatchEvent<T = KubeObject> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; object: T }
  | { type: 'ERROR'; object: Status }

/** On the bookmark that ends the initial objects of a watch with `sendInitialEvents=true`. */
export const initialEventsEnd = 'k8s.io/initial-events-end'

/** What a waiting client does before it tries again: 0.8 s doubled up to 30 s, spread by up to its half. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  return Math.min(30_000, 800 * 2 ** attempt) * (1 + random() / 2)
}
