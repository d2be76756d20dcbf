import type { KubeObject } from '#kube/types.ts'
import type { Collection } from '#web/data/inside.ts'
import type { Tone } from '#web/ui/tone.tsx'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from './fields.ts'

/** One container of a pod, and how it is. */
export interface ContainerState {
  name: string
  /** Runs before the others, or beside them from the start. */
  isInit: boolean
  image: string
  isRunning: boolean
  tone: Tone
  /** `Running`, `CrashLoopBackOff`, `Completed`. */
  state: string
  /** What the kubelet says of it. */
  message: string
  /** Since when, RFC 3339; '' where nothing says so. */
  since: string
  restarts: number
  /** How it ended before: `Error, exit code 1`; '' where it never did. */
  before: string
}

/** What holds of a pod or does not, and why. */
export interface PodCondition {
  type: string
  tone: Tone
  message: string
}

/** One pod with everything in it. */
export function wholePod(name: string): Collection<KubeObject> {
  return {
    group: '',
    version: 'v1',
    plural: 'pods',
    as: 'objects',
    fieldSelector: `metadata.name=${name}`,
    keep: (pod) => pod,
  }
}

/** The containers in the order in which they begin. */
export function containersOf({ spec, status }: KubeObject): ContainerState[] {
  const { initContainers, containers } = fieldsOf(spec)
  const { initContainerStatuses, containerStatuses } = fieldsOf(status)
  const stateOf = (states: unknown, isInit: boolean) => (container: Fields) =>
    containerOf(container, listOf(states).find(({ name }) => name === container['name']) ?? {}, isInit)
  return [
    ...listOf(initContainers).map(stateOf(initContainerStatuses, true)),
    ...listOf(containers).map(stateOf(containerStatuses, false)),
  ]
}

/** The annotation that says which container commands are for. */
const defaultContainer = 'kubectl.kubernetes.io/default-container'

/** The container that kubectl takes where none is named; undefined where the pod has none. */
export function usualContainer(pod: KubeObject): ContainerState | undefined {
  const all = containersOf(pod)
  const named = pod.metadata.annotations?.[defaultContainer]
  return all.find(({ name }) => name === named) ?? all.find(({ isInit }) => !isInit)
}

/** Why no shell can be opened in a container: only what runs can be looked into, ready or not. */
export function noShellIn(container: ContainerState | undefined, gone: boolean): string | undefined {
  if (gone) return 'This pod was deleted.'
  return container?.isRunning === true ? undefined : 'This container is not running.'
}

function containerOf({ name, image }: Fields, status: Fields, isInit: boolean): ContainerState {
  const last = fieldsOf(fieldsOf(status['lastState'])['terminated'])
  return {
    name: textOf(name),
    isInit,
    image: textOf(image),
    restarts: numberOf(status['restartCount']),
    before: Object.keys(last).length === 0 ? '' : endingOf(last),
    isRunning: fieldsOf(status['state'])['running'] !== undefined,
    ...nowOf(status),
  }
}

type Now = Pick<ContainerState, 'tone' | 'state' | 'message' | 'since'>

/** What a container waits for as a matter of course. */
const usual = new Set(['', 'ContainerCreating', 'PodInitializing'])

function nowOf({ state, ready }: Fields): Now {
  const { running, waiting, terminated } = fieldsOf(state)
  if (running !== undefined) {
    const since = textOf(fieldsOf(running)['startedAt'])
    return ready === true
      ? { tone: 'good', state: 'Running', message: '', since }
      : { tone: 'pending', state: 'Running, not ready', message: '', since }
  }
  if (terminated !== undefined) {
    const ended = fieldsOf(terminated)
    const tone = numberOf(ended['exitCode']) === 0 ? 'good' : 'bad'
    const { message, finishedAt } = ended
    return { tone, state: endingOf(ended), message: textOf(message), since: textOf(finishedAt) }
  }
  const { reason, message } = fieldsOf(waiting)
  const why = textOf(reason)
  return {
    tone: usual.has(why) ? 'pending' : 'bad',
    state: why || 'Waiting',
    message: textOf(message),
    since: '',
  }
}

/** `Completed`, `OOMKilled, exit code 137`. */
function endingOf({ reason, exitCode, signal }: Fields): string {
  const code = numberOf(exitCode)
  const by = numberOf(signal) > 0 ? `signal ${numberOf(signal)}` : `exit code ${code}`
  const word = textOf(reason) || (code === 0 ? 'Completed' : 'Error')
  return code === 0 && numberOf(signal) === 0 ? word : `${word}, ${by}`
}

/** The conditions of a pod; those that do not hold say why. */
export function conditionsOf({ status }: KubeObject): PodCondition[] {
  const { conditions, phase } = fieldsOf(status)
  const isDone = phase === 'Succeeded'
  return listOf(conditions).map(({ type, status: holds, reason, message }) => ({
    type: words(textOf(type)),
    tone: holds === 'True' ? 'good' : isDone ? 'unknown' : 'pending',
    message: holds === 'True' ? '' : [textOf(reason), textOf(message)].filter(Boolean).join(': '),
  }))
}

/** `PodScheduled` as people would write it. */
function words(type: string): string {
  const [last = ''] = type.split('/').slice(-1)
  const text = last.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
