import { compareText } from '#kube/compare-text.ts'
import type { KubeObject } from '#kube/types.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { conditionOf, flagAt, isTrue, listAt, textAt } from './fields.ts'
import type { Cells } from './fields.ts'

const nodes: Cells = {
  Status: (node) => {
    const ready = conditionOf(node, 'Ready')
    const status = ready === undefined ? 'Unknown' : isTrue(ready) ? 'Ready' : 'NotReady'
    return flagAt(node, 'spec.unschedulable') ? `${status},SchedulingDisabled` : status
  },
  Roles: rolesText,
  Version: (node) => textAt(node, 'status.nodeInfo.kubeletVersion'),
  'Internal-IP': (node) => addressOf(node, 'InternalIP'),
  'External-IP': (node) => addressOf(node, 'ExternalIP'),
  'OS-Image': (node) => textAt(node, 'status.nodeInfo.osImage') || '<unknown>',
  'Kernel-Version': (node) => {
    const version = textAt(node, 'status.nodeInfo.kernelVersion') || '<unknown>'
    const architecture = textAt(node, 'status.nodeInfo.architecture')
    return architecture === '' ? version : `${version} (${architecture})`
  },
  'Container-Runtime': (node) => textAt(node, 'status.nodeInfo.containerRuntimeVersion') || '<unknown>',
}

const rolePrefix = 'node-role.kubernetes.io/'

/** A role is the end of a label's key, or the value of the older label. */
function rolesText({ metadata }: KubeObject): string {
  const roles = Object.entries(metadata.labels ?? {}).map(([key, value]) => {
    if (key.startsWith(rolePrefix)) return key.slice(rolePrefix.length)
    return key === 'kubernetes.io/role' ? value : ''
  })
  return [...new Set(roles)].filter(Boolean).toSorted(compareText).join(',') || '<none>'
}

function addressOf(node: KubeObject, wanted: string): string {
  const found = listAt(node, 'status.addresses').find(({ type }) => type === wanted)
  return found === undefined ? '<none>' : textOf(found.address)
}

const runtimeClasses: Cells = { Handler: (object) => textAt(object, 'handler') }

const leases: Cells = { Holder: (object) => textAt(object, 'spec.holderIdentity') }

const componentStatuses: Cells = {
  Status: (object) => {
    const health = healthOf(object)
    return health === undefined ? 'Unknown' : isTrue(health) ? 'Healthy' : 'Unhealthy'
  },
  Message: (object) => textOf(healthOf(object)?.message),
  Error: (object) => textOf(healthOf(object)?.error),
}

function healthOf(object: KubeObject): Record<string, unknown> | undefined {
  return listAt(object, 'conditions').find(({ type }) => type === 'Healthy')
}

export const nodeCells: Record<string, Cells> = {
  '/componentstatuses': componentStatuses,
  '/nodes': nodes,
  'coordination.k8s.io/leases': leases,
  'node.k8s.io/runtimeclasses': runtimeClasses,
}
