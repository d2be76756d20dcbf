import { requirementsOfLabels } from '#kube/label-selector.ts'
import type { Labels, LabelSelector } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { isReady } from '#api-mock/controllers/pods.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#api-mock/resources/values.ts'

/** What the controllers know of a service. */
export interface ServiceEntry {
  namespace: string
  name: string
  uid: string
  labels: Labels
  /** Undefined where whoever made the service says itself where it leads. */
  selector: LabelSelector | undefined
  headless: boolean
  publishesNotReady: boolean
  ports: ServicePort[]
}

interface ServicePort {
  name: string
  protocol: string
  port: number
  /** A number, or the name of a container's port. */
  target: number | string
  appProtocol: string
}

export interface EndpointPort {
  name: string
  port: number
  protocol: string
  appProtocol?: string
}

export function readService({ metadata, spec }: KubeObject): ServiceEntry {
  const { selector, type, clusterIP, publishNotReadyAddresses, ports } = fieldsOf(spec)
  const requirements = type === 'ExternalName' ? [] : requirementsOfLabels(selector)
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    selector: requirements.length === 0 ? undefined : requirements,
    headless: clusterIP === 'None',
    publishesNotReady: publishNotReadyAddresses === true,
    ports: listOf(ports).map(({ name, protocol, port, targetPort, appProtocol }) => ({
      name: textOf(name),
      protocol: textOf(protocol) || 'TCP',
      port: numberOf(port),
      target: typeof targetPort === 'string' && targetPort !== '' ? targetPort : numberOf(targetPort),
      appProtocol: textOf(appProtocol),
    })),
  }
}

/** Where a service leads: pods with an address, by the ports that they have for it. */
export interface EndpointGroup {
  ports: EndpointPort[]
  pods: PodEntry[]
}

/** The pods of a service by their ports, which differ where a port's name means different numbers. */
function groupEndpoints(service: ServiceEntry, pods: readonly PodEntry[]): EndpointGroup[] {
  const groups = new Map<string, EndpointGroup>()
  for (const pod of pods) {
    if (hasEnded(pod.phase) || pod.addresses.length === 0) continue
    const ports = portsFor(service, pod)
    if (ports.length === 0 && !(service.headless && service.ports.length === 0)) continue
    const key = JSON.stringify(ports)
    const group = groups.get(key) ?? { ports, pods: [] }
    group.pods.push(pod)
    groups.set(key, group)
  }
  for (const { pods: members } of groups.values())
    members.sort((one, other) => (one.name < other.name ? -1 : 1))
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group)
}

function portsFor({ ports }: ServiceEntry, pod: PodEntry): EndpointPort[] {
  return ports.flatMap(({ name, protocol, port, target, appProtocol }) => {
    const found =
      typeof target === 'number'
        ? target || port
        : pod.ports.find((each) => each.name === target && each.protocol === protocol)?.port
    const more = appProtocol === '' ? {} : { appProtocol }
    return found === undefined ? [] : [{ name, port: found, protocol, ...more }]
  })
}

const mostAddresses = 1000

/** The `subsets` of a service's Endpoints. */
export function subsetsOf(service: ServiceEntry, pods: readonly PodEntry[]): Record<string, unknown>[] {
  const counted = service.publishesNotReady ? pods : pods.filter(({ deleting }) => !deleting)
  return groupEndpoints(service, counted).map((group) => {
    const shown = group.pods.slice(0, mostAddresses)
    const isIn = (pod: PodEntry): boolean => isReady(pod) || service.publishesNotReady
    const ready = shown.filter(isIn).map((pod) => addressOf(service, pod))
    const notReady = shown.filter((pod) => !isIn(pod)).map((pod) => addressOf(service, pod))
    return {
      ...(ready.length === 0 ? {} : { addresses: ready }),
      ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady }),
      ...(group.ports.length === 0 ? {} : { ports: group.ports.map(withoutEmptyName) }),
    }
  })
}

/** Endpoints leave the name of a single port out, slices do not. */
function withoutEmptyName({ name, ...port }: EndpointPort): Record<string, unknown> {
  return name === '' ? port : { name, ...port }
}

function addressOf(service: ServiceEntry, pod: PodEntry): Record<string, unknown> {
  return {
    ip: pod.addresses[0],
    ...hostnameIn(service, pod),
    ...(pod.nodeName === '' ? {} : { nodeName: pod.nodeName }),
    targetRef: referenceTo(pod),
  }
}

/** Pods that say to be in this service have a name in it. */
function hostnameIn({ name }: ServiceEntry, { hostname, subdomain }: PodEntry): Record<string, string> {
  return hostname !== '' && subdomain === name ? { hostname } : {}
}

function referenceTo({ namespace, name, uid }: PodEntry): Record<string, string> {
  return { kind: 'Pod', namespace, name, uid }
}

const mostInSlice = 100

export interface SliceContent {
  endpoints: Record<string, unknown>[]
  ports: EndpointPort[]
}

/** The contents of a service's EndpointSlices: at least one, and none of them too long. */
export function slicesOf(service: ServiceEntry, pods: readonly PodEntry[]): SliceContent[] {
  const slices = groupEndpoints(service, pods).flatMap(({ ports, pods: members }) => {
    const endpoints = members.map((pod) => endpointOf(service, pod))
    const parts: SliceContent[] = []
    for (let start = 0; start < endpoints.length; start += mostInSlice) {
      parts.push({ endpoints: endpoints.slice(start, start + mostInSlice), ports })
    }
    return parts
  })
  return slices.length === 0 ? [{ endpoints: [], ports: [] }] : slices
}

function endpointOf(service: ServiceEntry, pod: PodEntry): Record<string, unknown> {
  const serving = isReady(pod)
  return {
    addresses: pod.addresses.slice(0, 1),
    conditions: {
      ready: service.publishesNotReady || (serving && !pod.deleting),
      serving,
      terminating: pod.deleting,
    },
    ...hostnameIn(service, pod),
    targetRef: referenceTo(pod),
    ...(pod.nodeName === '' ? {} : { nodeName: pod.nodeName }),
  }
}
