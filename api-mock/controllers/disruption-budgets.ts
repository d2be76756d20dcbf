import { sameJson } from '#kube/json.ts'
import { requirementsOf } from '#kube/label-selector.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import { readTime, writeTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { conditionsOf, findCondition } from '#api-mock/resources/conditions.ts'
import type { Condition } from '#api-mock/resources/conditions.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { read, toolsOf } from './context.ts'
import type { ManagerContext } from './context.ts'
import { isReady } from './pods.ts'
import type { PodEntry } from './pods.ts'
import { Selections } from './selections.ts'
import type { ReplicaSetIndex } from './workloads/replica-set-entry.ts'
import { scaledValue } from './workloads/scaled-value.ts'

/** Changes that come together are counted together, after so many milliseconds. */
const gathering = 20
/** A pod that is evicted counts as gone for so long, in milliseconds, until it is. */
const evictionPatience = 120_000

interface BudgetEntry {
  namespace: string
  name: string
  selector: LabelSelector | undefined
}

/** Tells in the status of PodDisruptionBudgets how many pods may go. */
export class DisruptionController {
  readonly #context: ManagerContext
  readonly #definition: ResourceDefinition
  readonly #budgets: Index<BudgetEntry>
  readonly #selections: Selections<BudgetEntry>
  /** The sizes that workloads are to have, by their uid. */
  readonly #scales: readonly Index<ScaleEntry>[]
  readonly #sets: ReplicaSetIndex
  readonly #client: Client
  readonly #worker: Worker

  constructor(context: ManagerContext, sets: ReplicaSetIndex) {
    const { cluster } = context
    this.#context = context
    this.#sets = sets
    this.#definition = cluster.registry.builtIn('policy/v1/poddisruptionbudgets')
    this.#client = toolsOf(cluster, 'disruption-controller').client
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 5)
    this.#scales = ['apps/v1/deployments', 'apps/v1/statefulsets', '/v1/replicationcontrollers'].map(
      (path) =>
        new Index(cluster, {
          definition: cluster.registry.builtIn(path),
          read: ({ metadata, spec }) => ({
            uid: metadata.uid ?? '',
            replicas: numberOf(fieldsOf(spec).replicas, 1),
          }),
          keys: { uid: ({ uid }) => uid },
        }),
    )
    this.#budgets = new Index(cluster, {
      definition: this.#definition,
      read: ({ metadata, spec }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        selector: requirementsOf(fieldsOf(spec).selector),
      }),
    })
    this.#selections = new Selections(context.pods, this.#budgets, (budget) =>
      this.#worker.add(keyOf(budget), gathering),
    )
  }

  stop(): void {
    this.#worker.stop()
    this.#budgets.stop()
    for (const scale of this.#scales) scale.stop()
  }

  async #sync(key: string): Promise<void> {
    const { cluster } = this.#context
    const budget = this.#budgets.get(placeOf(key).namespace, placeOf(key).name)
    const object = read(cluster, this.#definition, placeOf(key))
    if (budget === undefined || object === undefined) return
    const pods = this.#selections.podsOf(budget)
    const now = cluster.clock().getTime()
    const status = budgetStatus(object, { pods, expected: this.#expected(pods), now })
    if (sameJson(status, object.status)) return
    await this.#client.editStatus(this.#definition, budget, (current) => ({ ...current, status }))
  }

  /** How many pods the workloads of these are to have; those that belong to nothing count themselves. */
  #expected(pods: readonly PodEntry[]): number {
    const owners = new Set(pods.flatMap(({ owner }) => owner ?? []))
    const roots = new Set([...owners].map((uid) => this.#sets.find('uid', uid)?.owner ?? uid))
    return [...roots].reduce((sum, uid) => {
      const scale = this.#scales.map((index) => index.find('uid', uid)).find((found) => found !== undefined)
      return sum + ((scale ?? this.#sets.find('uid', uid))?.replicas ?? 0)
    }, 0)
  }
}

interface ScaleEntry {
  uid: string
  replicas: number
}

/** The status of a budget, given its pods and how many its workloads are to have. */
export function budgetStatus(
  object: KubeObject,
  { pods, expected, now }: { pods: readonly PodEntry[]; expected: number; now: number },
): Record<string, unknown> {
  const { minAvailable, maxUnavailable } = fieldsOf(object.spec)
  const disrupted = stillDisrupted(fieldsOf(object.status).disruptedPods, pods, now)
  const currentHealthy = pods.filter(
    (pod) => !pod.deleting && disrupted[pod.name] === undefined && isReady(pod),
  ).length
  const expectedPods =
    typeof minAvailable === 'number' && maxUnavailable === undefined ? pods.length : expected
  const desiredHealthy =
    maxUnavailable === undefined
      ? scaledValue(minAvailable, expectedPods, Math.ceil)
      : Math.max(0, expectedPods - scaledValue(maxUnavailable, expectedPods, Math.ceil))
  const disruptionsAllowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy)
  const { generation } = object.metadata
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(Object.keys(disrupted).length === 0 ? {} : { disruptedPods: disrupted }),
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy,
    expectedPods,
    conditions: [allowance(object, disruptionsAllowed > 0, now)],
  }
}

function allowance(object: KubeObject, allowed: boolean, now: number): Condition {
  const known = findCondition(conditionsOf(object), 'DisruptionAllowed')
  const status = allowed ? 'True' : 'False'
  const time = writeTime(now)
  const { generation } = object.metadata
  return {
    type: 'DisruptionAllowed',
    status,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    lastTransitionTime: known?.status === status ? (known.lastTransitionTime ?? time) : time,
    reason: allowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  }
}

/** The pods whose eviction was allowed and that are still there, not for too long. */
function stillDisrupted(disrupted: unknown, pods: readonly PodEntry[], now: number): Record<string, unknown> {
  const staying = new Set(pods.filter(({ deleting }) => !deleting).map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(fieldsOf(disrupted)).filter(
      ([name, time]) => staying.has(name) && readTime(time) + evictionPatience > now,
    ),
  )
}
