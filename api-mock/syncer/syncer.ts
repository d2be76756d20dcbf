import type { Guest, Syncing } from '#api-mock/nested/guest.ts'
import { ClaimSync } from './claims.ts'
import { SyncContext } from './context.ts'
import { DataSync } from './data.ts'
import { EventSync } from './events.ts'
import { serveMetrics } from './metrics.ts'
import { PodSync } from './pods.ts'
import { HostRuntime } from './runtime.ts'
import { ServiceSync } from './services.ts'
import { StorageClassSync } from './storage-classes.ts'
import { Uses } from './uses.ts'

/**
 * Lets a nested cluster, which has no nodes, use those of its host: its pods run there under other names, with
 * what they need, and inside everything looks as if they ran there. The source of the rules is vcluster
 * (https://github.com/loft-sh/vcluster, pkg/controllers/resources), with what it syncs unless it is told otherwise.
 *
 * It remembers nothing: what there is on both sides says what is left to do. The nested cluster must not bind
 * claims itself (`bindsVolumes: false`).
 */
export function startSyncer(guest: Guest): Promise<Syncing> {
  const context = new SyncContext(guest)
  // What pods need goes before them.
  const storage = [new StorageClassSync(context), new ServiceSync(context), new ClaimSync(context)]
  const pods = new PodSync(context)
  const uses = new Uses(pods.pairs.inside)
  const data = [new DataSync(context, 'configmaps', uses), new DataSync(context, 'secrets', uses)]
  const runtime = new HostRuntime(guest, pods.pairs)
  const parts = [...storage, ...data, new EventSync(context), pods, runtime, context]
  serveMetrics(context)
  return Promise.resolve({
    podRuntime: runtime,
    stop: () => {
      for (const part of parts) part.stop()
    },
  })
}
