import { createHash } from 'node:crypto'
import { managedBy, managedByLabel } from '#api/labels.ts'
import { unavailable } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { clientOf, orAbsent, type Client } from '#server/cluster/client.ts'
import type { Connection } from '#server/cluster/connection.ts'
import { reflect, type Reflector } from '#server/cluster/reflector.ts'
import { openDiscovery, resourceList, resourcePath, type Resource } from './discovery.ts'
import { Problem } from './problem.ts'

/**
 * An API server in which the objects of instances are kept as they should be: a host, or the inside of a virtual
 * cluster. What we make carries a label, so that one watch a kind tells when somebody else changes it.
 */
export interface Target {
  client: Client
  /** Applies an object; nothing is sent for one that is known to be as it should be. Throws Problem. */
  ensure(object: KubeObject, options?: { namespace?: string }): Promise<KubeObject>
  /** Removes an object if it is one of ours. */
  remove(object: KubeObject, options?: { namespace?: string }): Promise<void>
  /** Everything of ours of a kind, as the watch knows it. */
  ours(apiVersion: string, kind: string): Promise<ReadonlyMap<string, KubeObject>>
  /** Keeps a copy of a collection for as long as the target is open, and tells of every change in it. */
  watch(path: string, query: Record<string, string>): Reflector<KubeObject>
  close(): void
}

export interface TargetOptions {
  connection: Connection
  /** Something of ours is not as it was, apart from its status, or something that is watched in any way. */
  changed: (object: KubeObject, path: string) => void
  failed: (error: unknown) => void
}

/** What was last applied, and what came of it. */
interface Applied {
  wanted: string
  result: string
}

/** How long the first list of a watch is waited for, in milliseconds. */
const listTakesAtMost = 10_000

export function openTarget({ connection, changed, failed }: TargetOptions): Target {
  const ended = new AbortController()
  const client = clientOf(connection, ended.signal)
  const discover = openDiscovery(client)
  const reflectors = new Map<string, Reflector<KubeObject>>()
  const applied = new Map<string, Applied>()

  function watch(
    path: string,
    query: Record<string, string>,
    tell: (before: KubeObject | undefined, after: KubeObject | undefined) => void,
  ): Reflector<KubeObject> {
    const key = `${path}?${new URLSearchParams(query).toString()}`
    const open =
      reflectors.get(key) ?? reflect<KubeObject>({ connection, path, query, failed, changed: tell })
    reflectors.set(key, open)
    return open
  }

  async function watchOurs(resource: Resource): Promise<ReadonlyMap<string, KubeObject>> {
    const query = { labelSelector: `${managedByLabel}=${managedBy}` }
    const reflector = watch(resourceList(resource), query, (before, after) => {
      if (before !== undefined && after === undefined) applied.delete(resourcePath(resource, before))
      // Status changes all the time, and is not what we said.
      if (before !== undefined && after !== undefined && sameEssence(before, after)) return
      const object = after ?? before
      if (object !== undefined) changed(object, resourceList(resource))
    })
    await inTime(reflector.synced)
    return reflector.objects
  }

  async function find(object: KubeObject, forced: string | undefined) {
    const { apiVersion, kind, metadata } = object
    const resource = await discover(apiVersion, kind)
    if (resource === undefined)
      throw new Problem(
        'UnknownKind',
        `the cluster has no kind ${kind} in ${apiVersion}: remove it from the objects`,
      )
    if (forced !== undefined && !resource.namespaced)
      throw new Problem(
        'ObjectNotAllowed',
        `${kind} ${metadata.name} is in no namespace: remove it from the objects`,
      )
    const { namespace: own, ...rest } = metadata
    const namespace = resource.namespaced ? (forced ?? own ?? 'default') : undefined
    return {
      resource,
      placed: { ...object, metadata: { ...rest, ...(namespace === undefined ? {} : { namespace }) } },
    }
  }

  async function ensure(object: KubeObject, { namespace }: { namespace?: string } = {}): Promise<KubeObject> {
    const { resource, placed } = await find(object, namespace)
    const { metadata } = placed
    const wanted = {
      ...placed,
      metadata: { ...metadata, labels: { ...metadata.labels, [managedByLabel]: managedBy } },
    }
    const path = resourcePath(resource, wanted)
    const live = (await watchOurs(resource)).get(keyOf(wanted))
    const before = applied.get(path)
    const wantedHash = hashOf(wanted)
    if (live !== undefined && before?.wanted === wantedHash && before.result === hashOf(essenceOf(live)))
      return live
    const result = await client.apply(path, wanted)
    applied.set(path, { wanted: wantedHash, result: hashOf(essenceOf(result)) })
    return result
  }

  async function remove(object: KubeObject, { namespace }: { namespace?: string } = {}): Promise<void> {
    const { resource, placed } = await find(object, namespace)
    const path = resourcePath(resource, placed)
    applied.delete(path)
    const live = await orAbsent(client.get(path))
    if (live?.metadata.labels?.[managedByLabel] !== managedBy) return
    if (live.metadata.deletionTimestamp === undefined) await orAbsent(client.remove(path))
  }

  return {
    client,
    ensure,
    remove,
    async ours(apiVersion, kind) {
      const resource = await discover(apiVersion, kind)
      return resource === undefined ? new Map<string, KubeObject>() : watchOurs(resource)
    },
    watch: (path, query) =>
      watch(path, query, (before, after) => {
        const object = after ?? before
        if (object !== undefined) changed(object, path)
      }),
    close() {
      ended.abort()
      for (const reflector of reflectors.values()) reflector.stop()
    },
  }
}

function keyOf({ metadata }: KubeObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`
}

/** What somebody said of an object, without what servers note about it. */
function essenceOf({ status: _status, metadata, ...rest }: KubeObject): unknown {
  const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...said } = metadata
  return { ...rest, metadata: said }
}

function sameEssence(one: KubeObject, other: KubeObject): boolean {
  return JSON.stringify(essenceOf(one)) === JSON.stringify(essenceOf(other))
}

function hashOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64')
}

/** Waits for the first list of a watch: a cluster that does not answer must not hold a controller for ever. */
export async function inTime(listed: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('the cluster does not answer')), listTakesAtMost)
  })
  try {
    await Promise.race([listed, late])
  } finally {
    clearTimeout(timer)
  }
}
