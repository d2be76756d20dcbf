import type { JsonObject } from '#kube/json.ts'
import { fieldsOf, numberOf, textOf } from '#api-mock/resources/values.ts'

export interface Waiting {
  reason: string
  message?: string
}

export interface Terminated {
  exitCode: number
  reason: string
  message?: string
  startedAt: string
  finishedAt: string
  containerID: string
}

/** At most one of them: a container of which nothing is known has none. */
export interface ContainerState {
  waiting?: Waiting
  running?: { startedAt: string }
  terminated?: Terminated
}

export interface ContainerStatus {
  name: string
  state: ContainerState
  lastState: ContainerState
  ready: boolean
  restartCount: number
  image: string
  imageID: string
  containerID?: string
  started?: boolean
  [field: string]: unknown
}

export function readContainerStatus(value: JsonObject): ContainerStatus {
  const { name, ready, restartCount, image, imageID, containerID, started } = value
  return {
    ...value,
    name: textOf(name),
    state: readState(value.state),
    lastState: readState(value.lastState),
    ready: ready === true,
    restartCount: numberOf(restartCount),
    image: textOf(image),
    imageID: textOf(imageID),
    ...(typeof containerID === 'string' ? { containerID } : {}),
    ...(typeof started === 'boolean' ? { started } : {}),
  }
}

function readState(value: unknown): ContainerState {
  const { waiting, running, terminated } = fieldsOf(value)
  if (waiting !== undefined) {
    const { reason, message } = fieldsOf(waiting)
    return {
      waiting: { reason: textOf(reason), ...(message === undefined ? {} : { message: textOf(message) }) },
    }
  }
  if (running !== undefined) return { running: { startedAt: textOf(fieldsOf(running).startedAt) } }
  if (terminated === undefined) return {}
  const { exitCode, reason, message, startedAt, finishedAt, containerID } = fieldsOf(terminated)
  return {
    terminated: {
      exitCode: numberOf(exitCode),
      reason: textOf(reason),
      ...(message === undefined ? {} : { message: textOf(message) }),
      startedAt: textOf(startedAt),
      finishedAt: textOf(finishedAt),
      containerID: textOf(containerID),
    },
  }
}
