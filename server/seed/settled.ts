import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import type { Directory } from '#server/identity/directory.ts'

type Instance = SpaceInstance | VirtualClusterInstance
type Kept = Pick<Directory, 'spaceInstances' | 'virtualClusterInstances' | 'subscribe'>

export interface Awaited {
  kind: 'SpaceInstance' | 'VirtualClusterInstance'
  /** Namespace and name. */
  key: string
  /** Whether it was there before, so that one that is not there has gone. */
  known: boolean
  signal: AbortSignal
}

/**
 * Waits until an instance is ready and gives it; undefined where it goes, or where nobody waits any more. What fails
 * may be mended by somebody, so it is waited for as well.
 */
export function settled(
  directory: Kept,
  { kind, key, known, signal }: Awaited,
): Promise<Instance | undefined> {
  const kept = kind === 'SpaceInstance' ? directory.spaceInstances : directory.virtualClusterInstances
  return new Promise((resolve) => {
    const look = (instance: Instance | undefined): boolean => {
      const gone = instance === undefined || instance.metadata.deletionTimestamp !== undefined
      if (!gone && instance.status?.phase !== 'Ready') return false
      end(gone ? undefined : instance)
      return true
    }
    const unsubscribe = directory.subscribe((change) => {
      if (change.kind !== kind) return
      const metadata = (change.after ?? change.before)?.metadata
      if (`${metadata?.namespace ?? ''}/${metadata?.name ?? ''}` === key) look(change.after)
    })
    const aborted = () => end(undefined)
    function end(instance: Instance | undefined): void {
      unsubscribe()
      signal.removeEventListener('abort', aborted)
      resolve(instance)
    }
    signal.addEventListener('abort', aborted)
    if (signal.aborted) aborted()
    else if (known || kept.has(key)) look(kept.get(key))
  })
}
