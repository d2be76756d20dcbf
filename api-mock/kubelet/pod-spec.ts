import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

/** What a container is to its pod: `sidecar` is an init container that stays. */
export type Role = 'init' | 'sidecar' | 'main' | 'ephemeral'

export interface Container {
  name: string
  role: Role
  image: string
  /** As the pod has it. */
  spec: JsonObject
}

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never'

/** A pod as its kubelet reads it. */
export interface PodSpec {
  namespace: string
  name: string
  uid: string
  generation: number
  deletionTimestamp: string | undefined
  grace: number
  nodeName: string
  restartPolicy: RestartPolicy
  hostNetwork: boolean
  activeDeadlineSeconds: number | undefined
  readinessGates: readonly string[]
  containers: readonly Container[]
  spec: JsonObject
}

export function readPodSpec({ metadata, spec: given }: KubeObject): PodSpec {
  const spec = fieldsOf(given)
  const { restartPolicy, activeDeadlineSeconds } = spec
  const init = listOf(spec.initContainers).map((each) =>
    container(each, each.restartPolicy === 'Always' ? 'sidecar' : 'init'),
  )
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    generation: metadata.generation ?? 1,
    deletionTimestamp: metadata.deletionTimestamp,
    grace: metadata.deletionGracePeriodSeconds ?? 0,
    nodeName: textOf(spec.nodeName),
    restartPolicy: restartPolicy === 'Never' || restartPolicy === 'OnFailure' ? restartPolicy : 'Always',
    hostNetwork: spec.hostNetwork === true,
    activeDeadlineSeconds: typeof activeDeadlineSeconds === 'number' ? activeDeadlineSeconds : undefined,
    readinessGates: listOf(spec.readinessGates).map(({ conditionType }) => textOf(conditionType)),
    containers: [
      ...init,
      ...listOf(spec.containers).map((each) => container(each, 'main')),
      ...listOf(spec.ephemeralContainers).map((each) => container(each, 'ephemeral')),
    ],
    spec,
  }
}

function container(spec: JsonObject, role: Role): Container {
  return { name: textOf(spec.name), role, image: textOf(spec.image), spec }
}

/** Whether a container that has ended so is started again. */
export function isRestarted({ restartPolicy }: PodSpec, { role }: Container, exitCode: number): boolean {
  switch (role) {
    case 'ephemeral':
      return false
    case 'sidecar':
      return true
    case 'init':
      return restartPolicy !== 'Never' && exitCode !== 0
    default:
      return restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0)
  }
}

/** A pod in the words of a kubelet's messages. */
export function formatPod({ name, namespace, uid }: PodSpec): string {
  return `${name}_${namespace}(${uid})`
}

/** The part of a pod that an Event about a container names. */
export function fieldPathOf({ role, name }: Container): string {
  const list = {
    init: 'initContainers',
    sidecar: 'initContainers',
    main: 'containers',
    ephemeral: 'ephemeralContainers',
  }
  return `spec.${list[role]}{${name}}`
}
