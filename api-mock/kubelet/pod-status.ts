import type { JsonObject } from '#kube/json.ts'
import { listOf, textOf } from '#api-mock/resources/values.ts'
import type { ContainerStatus } from './container-status.ts'
import { isRestarted } from './pod-spec.ts'
import type { Container, PodSpec } from './pod-spec.ts'

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed'

export interface PodFacts {
  pod: PodSpec
  /** By name, of every container. */
  statuses: ReadonlyMap<string, ContainerStatus>
  /** Whether the sandbox, and with it the network, is there. */
  sandbox: boolean
  /** Whether the pod's end was decided, whatever its containers' policy says. */
  terminal: boolean
}

/** The phase that follows from the containers. */
export function phaseOf({ pod, statuses, terminal }: PodFacts): Phase {
  const ofRole = (...roles: Container['role'][]): [Container, ContainerStatus][] =>
    pod.containers.flatMap((container) => {
      const status = statuses.get(container.name)
      return roles.includes(container.role) && status !== undefined ? [[container, status]] : []
    })
  let pending = false
  for (const [container, { state, lastState }] of ofRole('init')) {
    const code = state.terminated?.exitCode ?? lastState.terminated?.exitCode
    if (code !== undefined && code !== 0 && (terminal || !isRestarted(pod, container, code))) return 'Failed'
    if (state.terminated?.exitCode !== 0) pending = true
  }
  for (const [, { started, state }] of ofRole('sidecar')) {
    if (started !== true && state.terminated === undefined) pending = true
  }
  const main = ofRole('main')
  const hasRun = main.some(
    ([, { state, lastState }]) => state.waiting === undefined || lastState.terminated !== undefined,
  )
  if (pending && !hasRun) return 'Pending'
  const ended = main.every(
    ([container, { state }]) =>
      state.terminated !== undefined && (terminal || !isRestarted(pod, container, state.terminated.exitCode)),
  )
  if (ended && main.length > 0) {
    return main.every(([, { state }]) => state.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed'
  }
  const waiting = main.some(
    ([, { state, lastState }]) => state.waiting !== undefined && lastState.terminated === undefined,
  )
  return waiting ? 'Pending' : 'Running'
}

interface Verdict {
  status: 'True' | 'False'
  reason?: string
  message?: string
}

/** The conditions that a kubelet keeps, after those of others; an unchanged one keeps its time. */
export function podConditions(facts: PodFacts, phase: Phase, previous: unknown, now: string): JsonObject[] {
  const known = listOf(previous)
  const ready = containersReady(facts, phase)
  const verdicts: Record<string, Verdict> = {
    PodReadyToStartContainers: { status: facts.sandbox ? 'True' : 'False' },
    Initialized: initialized(facts, phase),
    Ready: ready.status === 'True' ? gatesOpen(facts, known) : ready,
    ContainersReady: ready,
    PodScheduled: { status: 'True' },
  }
  const others = known.filter(({ type }) => !Object.hasOwn(verdicts, textOf(type)))
  return [...others, ...Object.entries(verdicts).map(([type, verdict]) => condition(type, verdict))]

  function condition(type: string, { status, ...why }: Verdict): JsonObject {
    const before = known.find((each) => each.type === type)
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now
    return {
      type,
      observedGeneration: facts.pod.generation,
      status,
      lastProbeTime: null,
      lastTransitionTime,
      ...why,
    }
  }
}

function containersReady({ pod, statuses }: PodFacts, phase: Phase): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' }
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' }
  const unready = pod.containers
    .filter(({ name, role }) => (role === 'main' || role === 'sidecar') && statuses.get(name)?.ready !== true)
    .map(({ name }) => name)
  if (unready.length === 0) return { status: 'True' }
  const message = `containers with unready status: [${unready.join(' ')}]`
  return { status: 'False', reason: 'ContainersNotReady', message }
}

function initialized({ pod, statuses }: PodFacts, phase: Phase): Verdict {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' }
  const begun = pod.containers.some(
    ({ name, role }) => role === 'main' && statuses.get(name)?.containerID !== undefined,
  )
  const incomplete = begun
    ? []
    : pod.containers.filter(({ name, role }) => {
        const status = statuses.get(name)
        if (role === 'sidecar') return status?.started !== true
        return role === 'init' && status?.state.terminated?.exitCode !== 0
      })
  if (incomplete.length === 0) return { status: 'True' }
  const message = `containers with incomplete status: [${incomplete.map(({ name }) => name).join(' ')}]`
  return { status: 'False', reason: 'ContainersNotInitialized', message }
}

function gatesOpen({ pod }: PodFacts, conditions: readonly JsonObject[]): Verdict {
  const messages = pod.readinessGates.flatMap((gate) => {
    const found = conditions.find(({ type }) => type === gate)
    if (found === undefined)
      return [`corresponding condition of pod readiness gate "${gate}" does not exist.`]
    if (found.status === 'True') return []
    return [`the status of pod readiness gate "${gate}" is not "True", but ${textOf(found.status)}`]
  })
  if (messages.length === 0) return { status: 'True' }
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') }
}
