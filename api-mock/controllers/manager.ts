import type { Cluster } from '#api-mock/cluster.ts'
import type { ManagerContext } from './context.ts'
import { CronJobController } from './cron-jobs/cron-jobs.ts'
import { DaemonSetController } from './daemon-sets/daemon-sets.ts'
import { DeploymentController } from './deployments/deployments.ts'
import { DisruptionController } from './disruption-budgets.ts'
import { EventExpiry } from './event-expiry.ts'
import { JobController } from './jobs/jobs.ts'
import { indexNodes } from './nodes.ts'
import { PodCollector } from './pod-collector.ts'
import { indexPods } from './pods.ts'
import { QuotaController } from './quotas.ts'
import { ServiceController } from './services/services.ts'
import { StatefulSetController } from './stateful-sets/stateful-sets.ts'
import { VolumeController } from './volumes/volumes.ts'
import { indexReplicaSets } from './workloads/replica-set-entry.ts'
import { ReplicaSetController } from './workloads/replica-sets.ts'
import { indexRevisions } from './workloads/revision-history.ts'

/** The controllers of workloads, and what else a real cluster's controller manager runs. */
export class ControllerManager {
  /** Stopped in this order: who acts before what is known. */
  readonly #parts: { stop: () => void }[]

  constructor(cluster: Cluster, { bindsVolumes = true }: { bindsVolumes?: boolean }) {
    const pods = indexPods(cluster)
    const context: ManagerContext = { cluster, pods }
    const replicaSets = cluster.registry.builtIn('apps/v1/replicasets')
    const sets = indexReplicaSets(cluster, replicaSets)
    const replication = cluster.registry.builtIn('/v1/replicationcontrollers')
    const replicationControllers = indexReplicaSets(cluster, replication)
    const revisions = indexRevisions(cluster)
    const nodes = indexNodes(cluster)
    this.#parts = [
      new ServiceController(context),
      new QuotaController(cluster),
      new DisruptionController(context, sets),
      ...(bindsVolumes ? [new VolumeController(context)] : []),
      new PodCollector(context, nodes),
      new EventExpiry(cluster),
      new CronJobController(context),
      new JobController(context),
      new DaemonSetController(context, nodes, revisions),
      new StatefulSetController(context, revisions),
      new DeploymentController(context, sets),
      new ReplicaSetController(context, { name: 'replicaset-controller', definition: replicaSets, sets }),
      new ReplicaSetController(context, {
        name: 'replication-controller',
        definition: replication,
        sets: replicationControllers,
      }),
      pods,
      nodes,
      revisions,
      sets,
      replicationControllers,
    ]
  }

  stop(): void {
    for (const part of this.#parts) part.stop()
  }
}
