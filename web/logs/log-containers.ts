import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '#web/pages/inside/fields.ts'

/** A container as its log sees it. */
export interface LogContainer {
  name: string
  role: 'container' | 'init container' | 'ephemeral container'
  /** Whether it prints now. */
  runs: boolean
  /** Tells one run from the next. */
  run: string
  /** Why there is no log yet; undefined where there is one. */
  waits?: string
  /** How the run before ended; undefined where there was none. */
  before?: string
  /** How this one ended; undefined while it runs. */
  ended?: string
}

/** The containers of a pod whose logs can be read, those first that matter most of the time. */
export function logContainers({ spec, status }: KubeObject): LogContainer[] {
  const { containers, initContainers, ephemeralContainers } = fieldsOf(spec)
  const states = fieldsOf(status)
  const read = (list: unknown, statuses: unknown, role: LogContainer['role']): LogContainer[] =>
    listOf(list).map(({ name }) =>
      containerOf(textOf(name), role, listOf(statuses).find((each) => each['name'] === name) ?? {}),
    )
  return [
    ...read(containers, states['containerStatuses'], 'container'),
    ...read(initContainers, states['initContainerStatuses'], 'init container'),
    ...read(ephemeralContainers, states['ephemeralContainerStatuses'], 'ephemeral container'),
  ]
}

/** The container that is meant where none is named: the one that the pod says, or the first. */
export function chosenContainer(
  containers: readonly LogContainer[],
  { metadata }: KubeObject,
  name: string,
): LogContainer | undefined {
  const wanted = name || metadata.annotations?.['kubectl.kubernetes.io/default-container']
  return containers.find((each) => each.name === wanted) ?? (name === '' ? containers[0] : undefined)
}

function containerOf(name: string, role: LogContainer['role'], status: Fields): LogContainer {
  const { state, lastState, restartCount } = status
  const { running, waiting, terminated } = fieldsOf(state)
  const last = fieldsOf(lastState)['terminated']
  const started = textOf(fieldsOf(running ?? terminated)['startedAt'])
  const container = {
    name,
    role,
    runs: running !== undefined,
    run: `${numberOf(restartCount)} ${started}`,
    ...(last === undefined ? {} : { before: endOf(fieldsOf(last)) }),
  }
  if (running !== undefined) return container
  if (terminated !== undefined) return { ...container, ended: endOf(fieldsOf(terminated)) }
  const { reason, message } = fieldsOf(waiting)
  // A container that waits for its next start still has the log of its last.
  if (last !== undefined) return { ...container, ended: endOf(fieldsOf(last)) }
  return { ...container, waits: [textOf(reason), textOf(message)].filter(Boolean).join(': ') }
}

/** `OOMKilled, exit code 137`. */
function endOf({ reason, exitCode }: Fields): string {
  return [textOf(reason), `exit code ${numberOf(exitCode)}`].filter(Boolean).join(', ')
}
