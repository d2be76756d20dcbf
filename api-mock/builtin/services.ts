import { randomInt } from 'node:crypto'
import { invalidValue } from '#kube/causes.ts'
import type { JsonObject } from '#kube/json.ts'
import { invalid } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'
import { builtIn } from './define.ts'

/** The addresses of services are 10.96.0.0/16; the first is that of the API server itself. */
const network = '10.96.'
const leastNodePort = 30_000
const mostNodePort = 32_767

export const services = builtIn('/v1/services', {
  strategy: { allocate: (object, live, { transaction }) => allocate(object, live, transaction) },
})

/**
 * Gives a service the address and the node ports that its type has; what it had before it keeps. Throws StatusError 422 for an address that is of another network, or taken.
 */
function allocate(object: KubeObject, live: KubeObject | undefined, transaction: Transaction): KubeObject {
  const spec = fieldsOf(object.spec)
  const old = fieldsOf(live?.spec)
  const type = textOf(spec.type)
  if (type === 'ExternalName') return object
  const others = transaction
    .list('/services')
    .filter(({ path }) => path !== `${object.metadata.namespace ?? ''}/${object.metadata.name}`)
    .map((stored) => fieldsOf(parseStored(stored.text).spec))
  const addressed = withAddress(object, spec, old, others)
  return {
    ...object,
    spec: type === 'ClusterIP' ? addressed : withNodePorts(addressed, old, others),
  }
}

function portsOf({ ports }: JsonObject): JsonObject[] {
  return listOf(ports)
}

function withAddress(
  object: KubeObject,
  spec: JsonObject,
  old: JsonObject,
  others: readonly JsonObject[],
): JsonObject {
  const given = textOf(spec.clusterIP) || firstOf(spec.clusterIPs)
  const families = {
    ipFamilies: spec.ipFamilies ?? ['IPv4'],
    ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
  }
  const address = given || textOf(old.clusterIP) || freeAddress(others)
  if (given !== '' && given !== 'None' && given !== textOf(old.clusterIP)) checkAddress(object, given, others)
  return { ...spec, clusterIP: address, clusterIPs: [address], ...families }
}

function firstOf(list: unknown): string {
  return Array.isArray(list) ? textOf(list[0]) : ''
}

function checkAddress({ kind, metadata }: KubeObject, address: string, others: readonly JsonObject[]): void {
  const why = address.startsWith(network)
    ? others.some(({ clusterIP }) => clusterIP === address)
      ? 'provided IP is already allocated'
      : undefined
    : 'the provided network does not match the current range'
  if (why === undefined) return
  const cause = invalidValue('spec.clusterIPs', [address], `failed to allocate IP ${address}: ${why}`)
  throw invalid({ group: '', kind, name: metadata.name }, [cause])
}

function freeAddress(others: readonly JsonObject[]): string {
  const taken = new Set(others.map(({ clusterIP }) => clusterIP))
  for (;;) {
    const address = `${network}${randomInt(1, 256)}.${randomInt(1, 255)}`
    if (!taken.has(address)) return address
  }
}

/** A port keeps its node port by its number and protocol. */
function withNodePorts(spec: JsonObject, old: JsonObject, others: readonly JsonObject[]): JsonObject {
  if (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === false) return spec
  const taken = new Set([...others.flatMap(portsOf), ...portsOf(spec)].map(({ nodePort }) => nodePort))
  const ports = portsOf(spec).map((port) => {
    if (typeof port.nodePort === 'number' && port.nodePort > 0) return port
    const before = portsOf(old).find((each) => each.port === port.port && each.protocol === port.protocol)
    if (typeof before?.nodePort === 'number') return { ...port, nodePort: before.nodePort }
    let nodePort = randomInt(leastNodePort, mostNodePort + 1)
    while (taken.has(nodePort)) nodePort = randomInt(leastNodePort, mostNodePort + 1)
    taken.add(nodePort)
    return { ...port, nodePort }
  })
  return { ...spec, ports }
}
