import { sameJson } from '#kube/json.ts'
import type { Labels } from '#kube/selectors.ts'
import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { keyOf, placeOf } from '#api-mock/client/place.ts'
import { Worker } from '#api-mock/client/worker.ts'
import { read, toolsOf } from '#api-mock/controllers/context.ts'
import type { ManagerContext } from '#api-mock/controllers/context.ts'
import { Selections } from '#api-mock/controllers/selections.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerReference } from '#api-mock/resources/owners.ts'
import { readService, slicesOf, subsetsOf } from './endpoints.ts'
import type { ServiceEntry, SliceContent } from './endpoints.ts'

/** Pods that become ready together are told of together, after so many milliseconds. */
const gathering = 20

const serviceNameLabel = 'kubernetes.io/service-name'
const headlessLabel = 'service.kubernetes.io/headless'

interface SliceEntry {
  namespace: string
  name: string
  uid: string
  service: string
}

/** Tells where services lead: as Endpoints, and as EndpointSlices. */
export class ServiceController {
  readonly #context: ManagerContext
  readonly #services: Index<ServiceEntry>
  readonly #slices: Index<SliceEntry>
  readonly #selections: Selections<ServiceEntry>
  readonly #endpointsClient: Client
  readonly #slicesClient: Client
  readonly #endpoints: ResourceDefinition
  readonly #slice: ResourceDefinition
  readonly #service: ResourceDefinition
  readonly #worker: Worker

  constructor(context: ManagerContext) {
    const { cluster } = context
    this.#context = context
    this.#service = cluster.registry.builtIn('/v1/services')
    this.#endpoints = cluster.registry.builtIn('/v1/endpoints')
    this.#slice = cluster.registry.builtIn('discovery.k8s.io/v1/endpointslices')
    this.#endpointsClient = toolsOf(cluster, 'endpoint-controller').client
    this.#slicesClient = toolsOf(cluster, 'endpointslice-controller').client
    this.#worker = new Worker((key) => this.#sync(key), cluster.report, 20)
    this.#slices = new Index(cluster, {
      definition: this.#slice,
      read: ({ metadata }) => ({
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        uid: metadata.uid ?? '',
        service: `${metadata.namespace ?? ''}/${managedService(metadata.labels ?? {})}`,
      }),
      keys: { service: ({ service }) => service },
    })
    this.#services = new Index(cluster, { definition: this.#service, read: readService })
    this.#selections = new Selections(context.pods, this.#services, (service) =>
      this.#worker.add(keyOf(service), gathering),
    )
    // Endpoints have no owner: those of a service go with it.
    this.#services.follow(({ current, previous }) => {
      if (current === undefined && previous !== undefined) this.#worker.add(keyOf(previous))
    })
  }

  stop(): void {
    this.#worker.stop()
    this.#services.stop()
    this.#slices.stop()
  }

  async #sync(key: string): Promise<void> {
    const place = placeOf(key)
    const service = this.#services.get(place.namespace, place.name)
    if (service === undefined) {
      await this.#endpointsClient.remove(this.#endpoints, place)
      return
    }
    if (service.selector === undefined) return
    const pods = this.#selections.podsOf(service)
    try {
      await Promise.all([
        this.#writeEndpoints(service, subsetsOf(service, pods)),
        this.#writeSlices(service, slicesOf(service, pods)),
      ])
    } catch (error) {
      // Nothing is written into a namespace that is going.
      if (!(error instanceof StatusError) || error.code !== 403) throw error
    }
  }

  async #writeEndpoints(service: ServiceEntry, subsets: Record<string, unknown>[]): Promise<void> {
    const { namespace, name } = service
    const labels = {
      ...service.labels,
      ...(service.headless ? { [headlessLabel]: '' } : {}),
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    }
    const known = read(this.#context.cluster, this.#endpoints, service)
    const content = subsets.length === 0 ? {} : { subsets }
    if (known === undefined) {
      const metadata = { name, namespace, labels }
      await this.#endpointsClient.create(this.#endpoints, {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata,
        ...content,
      })
    } else if (!sameJson(known.subsets ?? [], subsets) || !sameJson(known.metadata.labels, labels)) {
      await this.#endpointsClient.edit(this.#endpoints, service, ({ subsets: _subsets, ...object }) =>
        withLabels({ ...object, ...content }, labels),
      )
    }
  }

  async #writeSlices(service: ServiceEntry, contents: readonly SliceContent[]): Promise<void> {
    const { cluster } = this.#context
    const labels = {
      ...service.labels,
      [serviceNameLabel]: service.name,
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      ...(service.headless ? { [headlessLabel]: '' } : {}),
    }
    const owner = read(cluster, this.#service, service)
    if (owner === undefined) return
    const known = this.#slices.by('service', keyOf(service))
    const writes = contents.map(async (content, index) => {
      const slice = known[index]
      if (slice === undefined) await this.#createSlice(owner, labels, content)
      else await this.#editSlice(slice, labels, content)
    })
    const surplus = known.slice(contents.length)
    await Promise.all([
      ...writes,
      ...surplus.map((slice) => this.#slicesClient.remove(this.#slice, slice, { uid: slice.uid })),
    ])
  }

  async #createSlice(owner: KubeObject, labels: Labels, content: SliceContent): Promise<void> {
    const { name, namespace = '' } = owner.metadata
    await this.#slicesClient.create(this.#slice, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: '',
        generateName: `${name}-`,
        namespace,
        labels: { ...labels },
        ownerReferences: [controllerReference(this.#service, owner)],
      },
      addressType: 'IPv4',
      ...content,
    })
  }

  async #editSlice(slice: SliceEntry, labels: Labels, content: SliceContent): Promise<void> {
    const known = read(this.#context.cluster, this.#slice, slice)
    if (known === undefined) return
    const { endpoints, ports } = known
    const same =
      sameJson({ endpoints: endpoints ?? [], ports: ports ?? [] }, content) &&
      sameJson(known.metadata.labels, labels)
    if (same) return
    await this.#slicesClient.edit(this.#slice, slice, (object) =>
      withLabels({ ...object, ...content }, labels),
    )
  }
}

function withLabels(object: KubeObject, labels: Labels): KubeObject {
  return { ...object, metadata: { ...object.metadata, labels: { ...labels } } }
}

/** The service that a slice is of; empty for the slices of others. */
function managedService(labels: Labels): string {
  const manager = labels['endpointslice.kubernetes.io/managed-by']
  return manager === 'endpointslice-controller.k8s.io' ? (labels[serviceNameLabel] ?? '') : ''
}
