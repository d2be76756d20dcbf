import { expect, onTestFinished } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster, ClusterOptions } from '#api-mock/cluster.ts'
import { withCondition } from '#api-mock/resources/conditions.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { readPod } from './pods.ts'

/** What becomes of a pod in a test: it runs and is ready, ends, or waits. */
export type Fate = 'ready' | 'running' | 'Succeeded' | 'Failed' | 'wait'

/** Does in tests what scheduler and kubelet do: pods run on a node at once, and go when they are deleted. */
class TestKubelet {
  readonly #client: Client
  readonly #index: Index<KubeObject>
  readonly #worker: Worker

  constructor(cluster: Cluster, fateOf: (pod: KubeObject) => Fate = () => 'ready') {
    this.#client = new Client(cluster, { username: 'system:node:one', manager: 'kubelet' })
    this.#index = new Index(cluster, { definition: pods, read: (pod) => pod })
    this.#worker = new Worker((key) => this.#sync(cluster, key, fateOf), cluster.report, 250)
    this.#index.follow(({ current }) => {
      if (current !== undefined)
        this.#worker.add(`${current.metadata.namespace ?? ''}/${current.metadata.name}`)
    })
  }

  stop(): void {
    this.#worker.stop()
    this.#index.stop()
  }

  async #sync(cluster: Cluster, key: string, fateOf: (pod: KubeObject) => Fate): Promise<void> {
    const [namespace = '', name = ''] = key.split('/')
    const pod = this.#index.get(namespace, name)
    if (pod === undefined) return
    if (pod.metadata.deletionTimestamp !== undefined) {
      await this.#client.remove(pods, { namespace, name }, { gracePeriodSeconds: 0 })
      return
    }
    const fate = fateOf(pod)
    const now = cluster.timestamp()
    await this.#client.editStatus(pods, { namespace, name }, (object) => lived(object, fate, now))
  }
}

function lived(pod: KubeObject, fate: Fate, now: string): KubeObject {
  const phase = fieldsOf(pod.status).phase ?? 'Pending'
  if (fate === 'wait' || phase === 'Succeeded' || phase === 'Failed') return pod
  const ended = fate === 'Succeeded' || fate === 'Failed'
  const spec = { ...fieldsOf(pod.spec), nodeName: nodeOf(pod) }
  if (phase === 'Running' && !ended) return pod
  const ready = {
    type: 'Ready',
    status: fate === 'ready' ? 'True' : 'False',
    lastTransitionTime: now,
  } as const
  const state = ended
    ? { terminated: { exitCode: fate === 'Failed' ? 1 : 0, finishedAt: now } }
    : { running: {} }
  return {
    ...pod,
    spec,
    status: {
      ...fieldsOf(pod.status),
      phase: ended ? fate : 'Running',
      conditions: withCondition([], ready),
      containerStatuses: [{ name: 'main', ready: fate === 'ready', restartCount: 0, state }],
      podIP: '10.0.0.1',
      podIPs: [{ ip: '10.0.0.1' }],
    },
  }
}

/** Waits for something that commits bring about. */
export async function until(cluster: Cluster, isSo: () => boolean): Promise<void> {
  if (isSo()) return
  await new Promise<void>((resolve) => {
    const stop = cluster.store.subscribe(() => {
      if (!isSo()) return
      stop()
      // Whoever has just committed is answered first.
      setImmediate(resolve)
    })
  })
}

/** The objects of a resource (`group/plural`) as they are now, of all namespaces, in the order of their names. */
export function objectsOf(cluster: Cluster, resource: string): KubeObject[] {
  const [group = '', plural = ''] = resource.split('/')
  const definition = cluster.registry.stored(group, plural)
  if (definition === undefined) throw new Error(`${resource} is not served`)
  return cluster.store
    .collection(resource)
    .list()
    .map((stored) => toObject(definition, stored))
}

/** A cluster with a kubelet, until the end of the test. */
export async function openWorkingCluster(
  fateOf?: (pod: KubeObject) => Fate,
  options: Partial<ClusterOptions> = {},
): Promise<Awaited<ReturnType<typeof openTestCluster>>> {
  const tested = await openTestCluster(options)
  const kubelet = new TestKubelet(tested.cluster, fateOf)
  onTestFinished(async () => {
    kubelet.stop()
    await tested.cluster.close()
  })
  return tested
}

/** Waits until an object has what is expected of it, and returns it. */
export async function reach(
  cluster: Cluster,
  resource: string,
  name: string,
  expected: object,
): Promise<KubeObject> {
  const find = (): KubeObject | undefined =>
    objectsOf(cluster, resource).find(({ metadata }) => metadata.name === name)
  await until(cluster, () => {
    try {
      expect(find()).toMatchObject(expected)
      return true
    } catch {
      return false
    }
  })
  const found = find()
  if (found === undefined) throw new Error(`${name} is gone`)
  return found
}

/** Pods of a daemon say which node they are for. */
function nodeOf(pod: KubeObject): string {
  return readPod(pod).targetNode || 'node-1'
}
