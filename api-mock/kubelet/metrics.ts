import { writeTime } from '#kube/time.ts'
import { pods as podDefinition } from '#api-mock/builtin/pods.ts'
import type { Index } from '#api-mock/client/object-index.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { ageColumn, nameColumn } from '#api-mock/resources/columns.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { Computed, ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import type { PodInfo } from '#api-mock/scheduler/pod-info.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import type { Body } from '#api-mock/store/stored.ts'
import { statusOf } from './container-run.ts'
import { readPodSpec } from './pod-spec.ts'
import { formatUsage, sumOf, usageOf, usageWindow } from './usage.ts'
import type { Usage } from './usage.ts'
import type { World } from './world.ts'

/** What a node uses without any pods. */
const idleNode = { cpu: 130, memory: 900 * 1024 * 1024 }

/** Serves what `kubectl top` asks for, as metrics-server does beside a real cluster. */
export class Metrics {
  readonly #cluster: Cluster
  readonly #pods: Index<PodInfo>
  readonly #world: World
  readonly #nodeDefinition: ResourceDefinition
  /** What the pods of each node use together, for one window of measurement. */
  #byNode: { window: number; usage: ReadonlyMap<string, Usage> } | undefined

  constructor(cluster: Cluster, { pods, world }: { pods: Index<PodInfo>; world: World }) {
    this.#cluster = cluster
    this.#pods = pods
    this.#world = world
    this.#nodeDefinition = cluster.registry.builtIn('/v1/nodes')
  }

  /** Adds its resources to those that the cluster serves. */
  serve(): void {
    this.#cluster.registry.define('metrics.k8s.io', [
      metricsOf('NodeMetrics', 'nodes', false, {
        get: (_namespace, name) => this.#ofNode(name),
        list: () => this.#nodes().flatMap(({ name }) => this.#ofNode(name) ?? []),
      }),
      metricsOf('PodMetrics', 'pods', true, {
        get: (namespace, name) => this.#ofPod(namespace, name),
        list: (namespace) =>
          this.#stored(namespace).flatMap((pod) => this.#ofPod(pod.namespace, pod.name) ?? []),
      }),
    ])
  }

  #ofNode(name: string): Stored | undefined {
    const node = this.#cluster.store.get(storageKey(this.#nodeDefinition), '', name)
    if (node === undefined) return undefined
    const usage = sumOf([idleNode, this.#usageByNode().get(name) ?? { cpu: 0, memory: 0 }])
    return this.#measured('', name, node.metadata.labels, { usage: formatUsage(usage) })
  }

  #ofPod(namespace: string, name: string): Stored | undefined {
    const containers = this.#containersOf(namespace, name)
    if (containers.length === 0) return undefined
    const labels = this.#pods.get(namespace, name)?.labels
    const measured = containers.map(({ container, usage }) => ({
      name: container,
      usage: formatUsage(usage),
    }))
    return this.#measured(namespace, name, labels, { containers: measured })
  }

  /** The containers of a pod that run, with what they use. */
  #containersOf(namespace: string, name: string): { container: string; usage: Usage }[] {
    const stored = this.#cluster.store.get(storageKey(podDefinition), namespace, name)
    if (stored === undefined) return []
    const now = this.#cluster.clock().getTime()
    const pod = toObject(podDefinition, stored)
    return readPodSpec(pod).containers.flatMap((container) => {
      const status = statusOf(pod, container.name)
      const startedAt = status?.state.running?.startedAt
      if (status === undefined || startedAt === undefined || container.role === 'ephemeral') return []
      const program = this.#world.program(pod, container, status.restartCount, Date.parse(startedAt))
      const key = `${pod.metadata.uid ?? ''}/${container.name}`
      return [
        { container: container.name, usage: usageOf(container.spec, { key, now, usual: program.usage }) },
      ]
    })
  }

  #usageByNode(): ReadonlyMap<string, Usage> {
    const window = Math.floor(this.#cluster.clock().getTime() / usageWindow)
    if (this.#byNode?.window === window) return this.#byNode.usage
    const usage = new Map<string, Usage>()
    for (const { namespace, name, nodeName } of this.#pods.all()) {
      if (nodeName === '') continue
      const own = this.#containersOf(namespace, name).map((each) => each.usage)
      usage.set(nodeName, sumOf([usage.get(nodeName) ?? { cpu: 0, memory: 0 }, ...own]))
    }
    this.#byNode = { window, usage }
    return usage
  }

  #nodes(): Stored[] {
    return this.#cluster.store.collection(storageKey(this.#nodeDefinition)).list()
  }

  #stored(namespace: string | undefined): Stored[] {
    return this.#cluster.store.collection(storageKey(podDefinition)).list(namespace)
  }

  #measured(
    namespace: string,
    name: string,
    labels: Readonly<Record<string, string>> | undefined,
    measured: object,
  ): Stored {
    const now = this.#cluster.clock().getTime()
    const at = writeTime(Math.floor(now / usageWindow) * usageWindow)
    const metadata = {
      name,
      ...(namespace === '' ? {} : { namespace }),
      creationTimestamp: writeTime(now),
      ...(labels === undefined ? {} : { labels: { ...labels } }),
    }
    const body: Body = { metadata, writeTime: at, window: `${usageWindow / 1000}s`, ...measured }
    return new Stored({ namespace, name, revision: 0, createRevision: 0, ...encode(body, 0) })
  }
}

/** A resource of metrics-server, whose objects are computed as they are asked for. */
export function metricsOf(
  kind: string,
  plural: string,
  namespaced: boolean,
  computed: Computed,
): ResourceDefinition {
  return {
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind,
    listKind: `${kind}List`,
    plural,
    singular: '',
    shortNames: [],
    categories: [],
    namespaced,
    verbs: ['get', 'list'],
    subresources: new Map(),
    columns: [nameColumn, ageColumn],
    strategy: {},
    names: 'subdomain',
    generation: false,
    computed,
  }
}
