import type { Duplex } from 'node:stream'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods as podDefinition } from '#api-mock/builtin/pods.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { Addresses } from './addresses.ts'
import type { Program } from './behaviours/program.ts'
import { programOf } from './behaviours/table.ts'
import { environmentOf, expanded } from './environment.ts'
import type { ServiceAddress } from './environment.ts'
import { addressOf } from './nodes.ts'
import type { Container } from './pod-spec.ts'
import type { LookUp, Referable } from './references.ts'
import type { Pace, Surroundings } from './surroundings.ts'

/** Takes a connection to a server. */
export type Accept = (connection: Duplex) => void

/** Names one run of a container. */
export function runKey(uid: string, container: string, restart: number): string {
  return `${uid}/${container}/${restart}`
}

/** What a cluster's kubelet sees around its pods: other objects, images on the nodes, addresses, programs. */
export class World {
  readonly #cluster: Cluster
  readonly #pace: Pace
  readonly #addresses = new Addresses()
  readonly #images = new Map<string, Set<string>>()
  /** The open servers of containers that are whole servers, by the key of their run. */
  readonly servers = new Map<string, Accept>()
  readonly #definitions: Record<Referable | 'services', ResourceDefinition>

  constructor(cluster: Cluster, pace: Pace) {
    this.#cluster = cluster
    this.#pace = pace
    this.#definitions = {
      configmaps: cluster.registry.builtIn('/v1/configmaps'),
      secrets: cluster.registry.builtIn('/v1/secrets'),
      persistentvolumeclaims: cluster.registry.builtIn('/v1/persistentvolumeclaims'),
      services: cluster.registry.builtIn('/v1/services'),
    }
    for (const stored of cluster.store.collection(storageKey(podDefinition)).list()) {
      this.#learn(toObject(podDefinition, stored))
    }
  }

  /** The resources that a pod may wait for, as the store names them. */
  get referable(): ReadonlySet<string> {
    const { configmaps, secrets, persistentvolumeclaims } = this.#definitions
    return new Set([configmaps, secrets, persistentvolumeclaims].map(storageKey))
  }

  around(pod: KubeObject): Surroundings {
    const uid = pod.metadata.uid ?? ''
    const node = textOf(fieldsOf(pod.spec).nodeName)
    return {
      now: this.#cluster.clock().getTime(),
      pace: this.#pace,
      hostIP: addressOf(node),
      podIP: () => this.#addresses.of(uid, node),
      isPresent: ({ reference }) => this.#images.get(node)?.has(reference) === true,
      lookUp: this.lookUp(pod.metadata.namespace ?? ''),
      program: (container, restart, startedAt) => this.program(pod, container, restart, startedAt),
      isOpen: ({ name }, restart) => this.servers.has(runKey(uid, name, restart)),
    }
  }

  keepImage(node: string, reference: string): void {
    const images = this.#images.get(node) ?? new Set()
    this.#images.set(node, images.add(reference))
  }

  forget(uid: string): void {
    this.#addresses.free(uid)
  }

  lookUp(namespace: string): LookUp {
    return (resource, name) => {
      const definition = this.#definitions[resource]
      const stored = this.#cluster.store.get(storageKey(definition), namespace, name)
      return stored === undefined ? undefined : toObject(definition, stored)
    }
  }

  /** What a run of a container does. */
  program(pod: KubeObject, { name, image, spec }: Container, restart: number, startedAt: number): Program {
    const environment = (): Map<string, string> => this.environment(pod, spec)
    const words = (list: unknown): string[] =>
      (Array.isArray(list) ? list.map(String) : []).map((word) =>
        word.includes('$') ? expanded(word, environment()) : word,
      )
    return programOf({
      uid: pod.metadata.uid ?? '',
      pod: pod.metadata.name,
      container: name,
      image,
      restart,
      command: words(spec.command),
      args: words(spec.args),
      stdin: spec.stdin === true,
      startedAt,
      get env() {
        return environment()
      },
    })
  }

  environment(pod: KubeObject, container: JsonObject): Map<string, string> {
    const namespace = pod.metadata.namespace ?? ''
    const services = this.#servicesOf(namespace)
    return environmentOf({ pod, container, lookUp: this.lookUp(namespace), services })
  }

  #servicesOf(namespace: string): ServiceAddress[] {
    const { services } = this.#definitions
    return this.#cluster.store
      .collection(storageKey(services))
      .list(namespace)
      .map((stored) => {
        const { metadata, spec } = toObject(services, stored)
        const { clusterIP, ports } = fieldsOf(spec)
        return {
          name: metadata.name,
          clusterIP: textOf(clusterIP),
          ports: listOf(ports).map(({ name, port, protocol }) => ({
            name: textOf(name),
            port: Number(port),
            protocol: textOf(protocol) || 'TCP',
          })),
        }
      })
  }

  #learn({ metadata, spec, status: given }: KubeObject): void {
    const status = fieldsOf(given)
    const node = textOf(fieldsOf(spec).nodeName)
    const phase = textOf(status.phase)
    if (node === '') return
    if (textOf(status.podIP) !== '' && phase !== 'Succeeded' && phase !== 'Failed') {
      this.#addresses.take(metadata.uid ?? '', node, textOf(status.podIP))
    }
    for (const { image, imageID } of listOf(status.containerStatuses)) {
      if (textOf(imageID) !== '') this.keepImage(node, textOf(image))
    }
  }
}
