import type { Labels } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { readTaints } from '#api-mock/pods/taints.ts'
import type { Taint } from '#api-mock/pods/taints.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { HostPort, PodInfo } from './pod-info.ts'
import { minus, plus, readAmounts } from './resources.ts'
import type { Amounts } from './resources.ts'

/** What a node offers. */
export interface NodeSpec {
  name: string
  labels: Labels
  taints: readonly Taint[]
  unschedulable: boolean
  allocatable: Amounts
}

export function readNode({ metadata, spec: given, status }: KubeObject): NodeSpec {
  const spec = fieldsOf(given)
  const { allocatable, capacity } = fieldsOf(status)
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    taints: readTaints(spec.taints),
    unschedulable: spec.unschedulable === true,
    allocatable: readAmounts(allocatable ?? capacity),
  }
}

/** A node and what is on it; the sums follow each pod that comes and goes and are never counted anew. */
export class NodeInfo {
  spec: NodeSpec
  readonly pods = new Map<string, PodInfo>()
  requested: Amounts = {}
  load = { cpu: 0, memory: 0 }
  /** How many pods are here of each thing that controls pods. */
  readonly #ofOwner = new Map<string, number>()

  constructor(spec: NodeSpec) {
    this.spec = spec
  }

  get name(): string {
    return this.spec.name
  }

  add(pod: PodInfo): void {
    this.remove(pod.uid)
    this.pods.set(pod.uid, pod)
    this.requested = plus(this.requested, pod.requests)
    this.#count(pod, 1)
  }

  remove(uid: string): void {
    const pod = this.pods.get(uid)
    if (pod === undefined) return
    this.pods.delete(uid)
    this.requested = minus(this.requested, pod.requests)
    this.#count(pod, -1)
  }

  /** How many pods of this owner are here. */
  countOf(owner: string): number {
    return this.#ofOwner.get(owner) ?? 0
  }

  #count({ load, owner }: PodInfo, by: 1 | -1): void {
    this.load.cpu += by * load.cpu
    this.load.memory += by * load.memory
    if (owner === '') return
    const count = this.countOf(owner) + by
    if (count === 0) this.#ofOwner.delete(owner)
    else this.#ofOwner.set(owner, count)
  }

  /** Whether a port of the node is taken. */
  isTaken({ ip, protocol, port }: HostPort): boolean {
    const any = '0.0.0.0'
    for (const { ports } of this.pods.values()) {
      for (const used of ports) {
        if (used.port !== port || used.protocol !== protocol) continue
        if (used.ip === ip || used.ip === any || ip === any) return true
      }
    }
    return false
  }
}
