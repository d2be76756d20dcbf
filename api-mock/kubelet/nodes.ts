import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { kubernetesVersion } from '#kube/version.ts'
import { conditionsOf, holds } from '#api-mock/resources/conditions.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'
import { digestOf } from './hash.ts'

/** What a simulated machine has; the difference to what is allocatable is kept for the system. */
const capacity = {
  cpu: '8',
  'ephemeral-storage': '103079200Ki',
  'hugepages-2Mi': '0',
  memory: '32Gi',
  pods: '110',
}
const allocatable = { ...capacity, cpu: '7910m', 'ephemeral-storage': '94997790818', memory: '31Gi' }

const zones = ['a', 'b', 'c']

/** The number at the end of a node's name, which its addresses follow from; another name has one of its own. */
function numberOf(name: string): number {
  const digits = /-(\d{1,4})$/.exec(name)?.[1]
  if (digits !== undefined) return Number(digits)
  return 10_000 + (Number.parseInt(digestOf(name, 6), 16) % 20_000)
}

export function addressOf(name: string): string {
  const number = numberOf(name)
  return `172.18.${Math.floor(number / 250)}.${(number % 250) + 2}`
}

/** The /24 that the pods of a node have their addresses in. */
export function podNetworkOf(name: string): string {
  const number = numberOf(name)
  return `10.${244 + (Math.floor(number / 256) % 8)}.${number % 256}.0/24`
}

/** A node as a kubelet registers it. */
export function newNode(name: string, now: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: labelsOf(name), annotations: { 'node.alpha.kubernetes.io/ttl': '0' } },
    spec: specOf(name),
    status: nodeStatus(name, now),
  }
}

/** The node with what its kubelet tells of it, where it does not tell it yet; else the same object. */
export function withNodeStatus(node: KubeObject, now: string): KubeObject {
  const status = fieldsOf(node.status)
  if (listOf(status.conditions).some(({ type }) => type === 'Ready')) return node
  return { ...node, status: { ...nodeStatus(node.metadata.name, now), ...withoutEmpty(status) } }
}

function withoutEmpty(status: JsonObject): JsonObject {
  const { capacity: given, allocatable: free } = status
  return {
    ...(given === undefined ? {} : { capacity: given }),
    ...(free === undefined ? {} : { allocatable: free }),
  }
}

/** The node with the taints of its cordon and of not being ready, or without them; the same object where it is so. */
export function withStateTaints(node: KubeObject, now: string): KubeObject {
  const ready = holds(conditionsOf(node), 'Ready')
  const cordoned = withTaint(
    node,
    'node.kubernetes.io/unschedulable',
    fieldsOf(node.spec).unschedulable === true,
    now,
  )
  return withTaint(cordoned, 'node.kubernetes.io/not-ready', !ready, now)
}

function withTaint(node: KubeObject, key: string, wanted: boolean, now: string): KubeObject {
  const spec = fieldsOf(node.spec)
  const taints = listOf(spec.taints)
  const others = taints.filter((taint) => taint.key !== key)
  if (wanted === others.length < taints.length) return node
  const { taints: _taints, ...rest } = spec
  const left = wanted ? [...others, { key, effect: 'NoSchedule', timeAdded: now }] : others
  return { ...node, spec: left.length === 0 ? rest : { ...rest, taints: left } }
}

/** The lease that says that a node is alive. */
export function newLease(name: string, uid: string, renewTime: string): KubeObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: 'kube-node-lease',
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
    },
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
  }
}

function labelsOf(name: string): Record<string, string> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': 'standard-8',
    'topology.kubernetes.io/region': 'region-1',
    'topology.kubernetes.io/zone': `region-1${zones[(numberOf(name) + zones.length - 1) % zones.length]}`,
  }
}

function specOf(name: string): JsonObject {
  const podCIDR = podNetworkOf(name)
  return { podCIDR, podCIDRs: [podCIDR], providerID: `simulated:///region-1/${name}` }
}

/** What a kubelet says of a node that lacks nothing. */
export function readyConditions(now: string): JsonObject[] {
  const condition = (type: string, status: string, reason: string, message: string): JsonObject => ({
    type,
    status,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason,
    message,
  })
  return [
    condition(
      'MemoryPressure',
      'False',
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
  ]
}

function nodeStatus(name: string, now: string): JsonObject {
  return {
    capacity,
    allocatable,
    conditions: readyConditions(now),
    addresses: [
      { type: 'InternalIP', address: addressOf(name) },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: nodeInfoOf(name),
    images: [],
  }
}

function nodeInfoOf(name: string): JsonObject {
  const id = (part: string): string => digestOf(`${name}/${part}`, 32)
  return {
    machineID: id('machine'),
    systemUUID: id('system').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    bootID: id('boot').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    kernelVersion: '6.1.0-41-amd64',
    osImage: 'Debian GNU/Linux 12 (bookworm)',
    containerRuntimeVersion: 'containerd://2.2.1',
    kubeletVersion: kubernetesVersion.gitVersion,
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    architecture: 'amd64',
  }
}
