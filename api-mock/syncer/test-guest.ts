import { expect, onTestFinished, vi } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { objectsOf } from '#api-mock/controllers/test-kubelet.ts'
import { handle } from '#api-mock/handle.ts'
import type { Guest, Syncing } from '#api-mock/nested/guest.ts'
import { isStream } from '#api-mock/serve/listen.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { startSyncer } from './syncer.ts'

type Tested = Awaited<ReturnType<typeof openTestCluster>>

/** A cluster of a test, with what tests ask of it; it is closed when the test is over. */
export class Side {
  readonly cluster: Cluster
  readonly ask: Tested['ask']
  readonly watch: Tested['watch']

  constructor({ cluster, ask, watch }: Tested) {
    this.cluster = cluster
    this.ask = ask
    this.watch = watch
  }

  /** Creates an object, which must be admitted. */
  async create(path: string, body: unknown): Promise<void> {
    const { status, body: answer } = await this.ask('POST', path, { body })
    expect(status, answer.message).toBe(201)
  }

  async addNamespace(name: string): Promise<void> {
    await this.create('/api/v1/namespaces', { metadata: { name } })
    // Pods are refused before their namespace has an account.
    await this.reaches(`/api/v1/namespaces/${name}/serviceaccounts/default`, {
      metadata: { name: 'default' },
    })
  }

  async delete(path: string): Promise<void> {
    const { status, body } = await this.ask('DELETE', path)
    expect(status, body.message).toBe(200)
  }

  async patch(path: string, body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/strategic-merge-patch+json' }
    const { status, body: answer } = await this.ask('PATCH', path, { body, headers })
    expect(status, answer.message).toBe(200)
  }

  /** Waits until an object has what is expected of it. */
  async reaches(path: string, expected: object): Promise<KubeObject> {
    let found: KubeObject | undefined
    await vi.waitFor(async () => {
      found = (await this.ask('GET', path)).body as unknown as KubeObject
      expect(found).toMatchObject(expected)
    }, patience)
    if (found === undefined) throw new Error(`${path} is not there`)
    return found
  }

  async goes(path: string): Promise<void> {
    await vi.waitFor(async () => expect((await this.ask('GET', path)).status).toBe(404), patience)
  }

  /** The text of an answer that is none of an object, such as a log. */
  async text(target: string): Promise<string> {
    const { body } = await handle(this.cluster, {
      method: 'GET',
      target,
      headers: { authorization: 'Bearer admin' },
      body: () => Promise.resolve(Buffer.alloc(0)),
      signal: new AbortController().signal,
    })
    if (typeof body === 'string') throw new Error(body)
    if (!isStream(body)) throw new Error('the answer is no stream')
    let text = ''
    for await (const piece of body) text += piece
    return text
  }

  all(resource: string, namespace?: string): KubeObject[] {
    const objects = objectsOf(this.cluster, resource)
    return objects.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
  }

  names(resource: string, namespace?: string): string[] {
    return this.all(resource, namespace).map(({ metadata }) => metadata.name)
  }
}

const patience = { timeout: 5000, interval: 10 }

export const hostNamespace = 'team'
export const hostPods = `/api/v1/namespaces/${hostNamespace}/pods`

/** A host with two nodes. */
export async function openHost(): Promise<Side> {
  const tested = await openTestCluster({ nodes: 2, nodePrefix: 'h', pace: { start: 0, backOff: 0 } })
  onTestFinished(() => tested.cluster.close())
  const host = new Side(tested)
  await host.addNamespace(hostNamespace)
  return host
}

export interface Nested extends Side {
  guest: Guest
  /** Ends the syncer, and begins another one. */
  restart: () => Promise<void>
  stop: () => void
  syncing: () => Syncing
}

/** A virtual cluster on a host, with its Service there. */
export async function openNested(host: Side, name = 'blue'): Promise<Nested> {
  const tested = await openTestCluster({ bindsVolumes: false })
  const side = new Side(tested)
  await side.reaches('/api/v1/namespaces/default/serviceaccounts/default', { metadata: { name: 'default' } })
  await host.create(`/api/v1/namespaces/${hostNamespace}/services`, {
    metadata: { name },
    spec: { ports: [{ name: 'https', port: 443, targetPort: 8443 }] },
  })
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `${name}-0`, namespace: hostNamespace } }
  const guest = { name, namespace: hostNamespace, host: host.cluster, cluster: side.cluster, pod, config: '' }
  let syncing = await startSyncer(guest)
  side.cluster.podRuntime = syncing.podRuntime
  onTestFinished(async () => {
    syncing.stop()
    await side.cluster.close()
  })
  return Object.assign(side, {
    guest,
    syncing: () => syncing,
    stop: () => syncing.stop(),
    restart: async () => {
      syncing.stop()
      syncing = await startSyncer(guest)
      side.cluster.podRuntime = syncing.podRuntime
    },
  })
}

export function podBody(name: string, container: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx', ...container }], ...spec },
  }
}

export const insidePods = '/api/v1/namespaces/default/pods'
