import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'
import { readContainerStatus } from './container-status.ts'
import type { ContainerStatus } from './container-status.ts'

/** A run of a container whose log can be read. */
export interface ContainerRun {
  restart: number
  /** Milliseconds since the epoch, of whole seconds as the status has them. */
  startedAt: number
  /** undefined while it runs. */
  finishedAt: number | undefined
}

/** The status of a container of any role; undefined while its pod has none. */
export function statusOf({ status }: KubeObject, name: string): ContainerStatus | undefined {
  const { initContainerStatuses, containerStatuses, ephemeralContainerStatuses } = fieldsOf(status)
  const found = [initContainerStatuses, containerStatuses, ephemeralContainerStatuses]
    .flatMap(listOf)
    .find((each) => each.name === name)
  return found === undefined ? undefined : readContainerStatus(found)
}

/** The run whose log is meant; throws StatusError 400 in a kubelet's words where there is none. */
export function findRun(pod: KubeObject, name: string, previous: boolean): ContainerRun {
  const status = statusOf(pod, name)
  const inPod = `container "${name}" in pod "${pod.metadata.name}"`
  if (status === undefined) throw badRequest(`${inPod} is not available`)
  const { state, lastState, restartCount } = status
  const last = lastState.terminated
  if (previous && last === undefined) throw badRequest(`previous terminated ${inPod} not found`)
  if (!previous && state.running !== undefined) {
    return { restart: restartCount, startedAt: Date.parse(state.running.startedAt), finishedAt: undefined }
  }
  const ended = previous ? last : (state.terminated ?? last)
  if (ended === undefined) throw badRequest(`${inPod} is waiting to start: ${waitingFor(status)}`)
  const isLast = ended === last && (state.running !== undefined || state.terminated !== undefined)
  return {
    restart: isLast ? restartCount - 1 : restartCount,
    startedAt: Date.parse(ended.startedAt),
    finishedAt: Date.parse(ended.finishedAt),
  }
}

function waitingFor({ state }: ContainerStatus): string {
  const reason = state.waiting?.reason ?? ''
  if (reason === 'ErrImagePull') return "image can't be pulled"
  return reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason
}
