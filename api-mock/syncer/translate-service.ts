import type { JsonObject } from '#kube/json.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'
import { hostLabels } from './labels.ts'
import type { Target } from './metadata.ts'

/** What a service has from the cluster that it is in. */
const allocated = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort']

/** The service that the host makes for one inside: its addresses and ports on nodes are the host's to give. */
export function hostService(service: KubeObject, metadata: ObjectMeta, { vcluster }: Target): KubeObject {
  const spec = fieldsOf(service.spec)
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      ...without(spec, allocated),
      ...(spec.clusterIP === 'None' ? { clusterIP: 'None' } : {}),
      ...selectorOf(service, vcluster),
      ...(spec.ports === undefined ? {} : { ports: listOf(spec.ports).map(withoutNodePort) }),
    },
  }
}

/** The service of the host as the one inside now wants it, with the addresses and ports that it has. */
export function changedHostService(host: KubeObject, service: KubeObject, vcluster: string): KubeObject {
  const [spec, wanted] = [fieldsOf(host.spec), fieldsOf(service.spec)]
  return {
    ...host,
    spec: {
      ...without(wanted, allocated),
      ...pick(spec, allocated),
      ...selectorOf(service, vcluster),
      ...(wanted.ports === undefined
        ? {}
        : {
            ports: listOf(wanted.ports).map((port) => ({
              ...withoutNodePort(port),
              ...nodePortOf(spec, port),
            })),
          }),
    },
  }
}

/** The service inside with what the host has given the one there. */
export function insideService(service: KubeObject, host: KubeObject): KubeObject {
  const [spec, given] = [fieldsOf(service.spec), fieldsOf(host.spec)]
  return {
    ...service,
    spec: {
      ...without(spec, allocated),
      ...pick(given, allocated),
      ...(spec.ports === undefined
        ? {}
        : {
            ports: listOf(spec.ports).map((port) => ({
              ...withoutNodePort(port),
              ...nodePortOf(given, port),
            })),
          }),
    },
  }
}

/** The service of a virtual cluster's own API server, as it is found inside. */
export function apiServerService(service: KubeObject, own: KubeObject): KubeObject {
  const given = fieldsOf(own.spec)
  const ports = listOf(given.ports).filter(({ name }) => name !== 'kubelet')
  return {
    ...service,
    spec: {
      ...fieldsOf(service.spec),
      ...pick(given, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']),
      ports: ports.map(withoutNodePort),
    },
  }
}

/** The pods on the host that are those that a service selects inside; without a selector somebody else says where it leads. */
function selectorOf({ metadata, spec }: KubeObject, vcluster: string): JsonObject {
  const { selector } = fieldsOf(spec)
  if (selector === undefined) return {}
  const labels = Object.entries(fieldsOf(selector)).map(([key, value]) => [key, String(value)])
  return { selector: hostLabels(Object.fromEntries(labels), metadata.namespace ?? '', vcluster) }
}

function nodePortOf({ ports }: JsonObject, { port, protocol }: JsonObject): JsonObject {
  const found = listOf(ports).find((each) => each.port === port && each.protocol === protocol)
  return found?.nodePort === undefined ? {} : { nodePort: found.nodePort }
}

function withoutNodePort({ nodePort: _nodePort, ...port }: JsonObject): JsonObject {
  return port
}

function without(spec: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !keys.includes(key)))
}

function pick(spec: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => keys.includes(key)))
}
