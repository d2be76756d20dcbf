import { fieldOf } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { TableRowCondition } from '#kube/table.ts'
import type { KubeObject } from '#kube/types.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { conditionOf, flagAt, isBeingDeleted, isTrue, listAt, numberAt, textAt, valueAt } from './fields.ts'
import type { Cells } from './fields.ts'

interface Summary {
  status: string
  ready: number
  total: number
  restarts: number
  /** When a container ended last; '' where none has. */
  lastRestart: string
}

export const pods: Cells = {
  Ready: (pod) => {
    const { ready, total } = summarize(pod)
    return `${ready}/${total}`
  },
  Status: (pod) => summarize(pod).status,
  Restarts: (pod) => {
    const { restarts, lastRestart } = summarize(pod)
    return restarts === 0 || lastRestart === ''
      ? String(restarts)
      : new Age(lastRestart, (age) => `${restarts} (${age} ago)`)
  },
  IP: (pod) => textOf(listAt(pod, 'status.podIPs')[0]?.ip) || '<none>',
  Node: (pod) => textAt(pod, 'spec.nodeName') || '<none>',
  'Nominated Node': (pod) => textAt(pod, 'status.nominatedNodeName') || '<none>',
  'Readiness Gates': (pod) => {
    const gates = listAt(pod, 'spec.readinessGates')
    const open = gates.filter(({ conditionType }) => isTrue(conditionOf(pod, textOf(conditionType))))
    return gates.length === 0 ? '<none>' : `${open.length}/${gates.length}`
  },
}

export function podConditions(pod: KubeObject): TableRowCondition[] {
  const completed = { type: 'Completed', status: 'True' } as const
  switch (textAt(pod, 'status.phase')) {
    case 'Succeeded':
      return [{ ...completed, reason: 'Succeeded', message: 'The pod has completed successfully.' }]
    case 'Failed':
      return [{ ...completed, reason: 'Failed', message: 'The pod failed.' }]
    default:
      return []
  }
}

/**
 * A pod as kubectl sums it up (printPod of Kubernetes' pkg/printers/internalversion): what holds its init
 * containers up, else what its containers say, the first of them last and so the loudest.
 */
function summarize(pod: KubeObject): Summary {
  const init = summarizeInit(pod)
  const main =
    init.holdup === undefined || isTrue(conditionOf(pod, 'Initialized'))
      ? summarizeMain(pod, init)
      : { ...init.all, ready: init.ready, status: init.holdup }
  return { ...main, total: totalOf(pod), status: endingOf(pod) ?? main.status }
}

/** What a pod that is going away is, whatever its containers do. */
function endingOf(pod: KubeObject): string | undefined {
  if (!isBeingDeleted(pod)) return undefined
  if (textAt(pod, 'status.reason') === 'NodeLost') return 'Unknown'
  const phase = textAt(pod, 'status.phase')
  return hasEnded(phase) ? undefined : 'Terminating'
}

interface Restarts {
  restarts: number
  lastRestart: string
}

interface InitSummary {
  /** Why the pod is not initialized, undefined where it is. */
  holdup: string | undefined
  /** Sidecars that are ready. */
  ready: number
  all: Restarts
  sidecars: Restarts
}

/** Goes through the init containers up to the first that holds the pod up. */
function summarizeInit(pod: KubeObject): InitSummary {
  const statuses = listAt(pod, 'status.initContainerStatuses')
  const sidecars = new Set(sidecarsOf(pod).map(({ name }) => name))
  const summary: InitSummary = { holdup: undefined, ready: 0, all: noRestarts, sidecars: noRestarts }
  for (const [index, container] of statuses.entries()) {
    const sidecar = sidecars.has(container.name)
    summary.all = withRestarts(summary.all, container)
    if (sidecar) summary.sidecars = withRestarts(summary.sidecars, container)
    const ended = valueAt(container, 'state.terminated')
    if (ended !== undefined && numberAt(container, 'state.terminated.exitCode') === 0) continue
    if (sidecar && flagAt(container, 'started')) {
      if (flagAt(container, 'ready')) summary.ready += 1
      continue
    }
    summary.holdup = `Init:${initReason(container) ?? `${index}/${listAt(pod, 'spec.initContainers').length}`}`
    break
  }
  return summary
}

function initReason(container: JsonObject): string | undefined {
  if (valueAt(container, 'state.terminated') !== undefined) return endReason(container)
  const waiting = textAt(container, 'state.waiting.reason')
  return waiting === '' || waiting === 'PodInitializing' ? undefined : waiting
}

function summarizeMain(pod: KubeObject, init: InitSummary): Omit<Summary, 'total'> {
  const statuses = listAt(pod, 'status.containerStatuses').toReversed()
  const running = statuses.filter(isReadyAndRunning)
  let status = init.holdup ?? quietStatus(pod)
  let failure = ''
  for (const container of statuses) {
    const waiting = textAt(container, 'state.waiting.reason')
    if (waiting !== '') status = waiting
    else if (valueAt(container, 'state.terminated') !== undefined) {
      status = endReason(container)
      if (numberAt(container, 'state.terminated.exitCode') !== 0) failure = status
    }
  }
  // One container that is done does not make a pod that runs, or has failed, completed.
  if (status === 'Completed') {
    if (running.length > 0 && isTrue(conditionOf(pod, 'Ready'))) status = 'Running'
    else if (failure !== '') status = failure
    else if (running.length > 0) status = 'NotReady'
  }
  // Restarts of ordinary init containers are forgotten once they are over.
  const restarts = statuses.reduce(withRestarts, init.sidecars)
  return { status, ready: init.ready + running.length, ...restarts }
}

/** The status of a pod whose containers have nothing to say. */
function quietStatus(pod: KubeObject): string {
  const gated = listAt(pod, 'status.conditions').some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  )
  if (gated) return 'SchedulingGated'
  return textAt(pod, 'status.reason') || textAt(pod, 'status.phase')
}

function isReadyAndRunning(container: JsonObject): boolean {
  return (
    textAt(container, 'state.waiting.reason') === '' &&
    valueAt(container, 'state.terminated') === undefined &&
    valueAt(container, 'state.running') !== undefined &&
    flagAt(container, 'ready')
  )
}

function endReason(container: JsonObject): string {
  const signal = numberAt(container, 'state.terminated.signal')
  return (
    textAt(container, 'state.terminated.reason') ||
    (signal === 0 ? `ExitCode:${numberAt(container, 'state.terminated.exitCode')}` : `Signal:${signal}`)
  )
}

const noRestarts: Restarts = { restarts: 0, lastRestart: '' }

/** Times are all in UTC with whole seconds, so their texts sort as they do. */
function withRestarts({ restarts, lastRestart }: Restarts, container: JsonObject): Restarts {
  const ended = textAt(container, 'lastState.terminated.finishedAt')
  return {
    restarts: restarts + numberAt(container, 'restartCount'),
    lastRestart: ended > lastRestart ? ended : lastRestart,
  }
}

function sidecarsOf(pod: KubeObject): JsonObject[] {
  return listAt(pod, 'spec.initContainers').filter(
    (container) => fieldOf(container, 'restartPolicy') === 'Always',
  )
}

function totalOf(pod: KubeObject): number {
  return listAt(pod, 'spec.containers').length + sidecarsOf(pod).length
}
