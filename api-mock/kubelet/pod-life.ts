import { sameJson } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { writeTime } from '#kube/time.ts'
import type { KubeObject } from '#kube/types.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import { ContainerLife } from './container-life.ts'
import { readContainerStatus } from './container-status.ts'
import type { ContainerStatus } from './container-status.ts'
import { readPodSpec } from './pod-spec.ts'
import type { Container, PodSpec } from './pod-spec.ts'
import { phaseOf, podConditions } from './pod-status.ts'
import type { PodFacts } from './pod-status.ts'
import { volumeProblem } from './references.ts'
import { earliest, Outcome, scaled } from './surroundings.ts'
import type { ContainerMemory, PodMemory, Surroundings } from './surroundings.ts'

/** What comes of one look at a pod. */
export interface Step {
  /** The stored one where nothing changed. */
  status: JsonObject
  outcome: Outcome
  /** When to look again, in milliseconds since the epoch. */
  due: number | undefined
  /** Whether nothing of a deleted pod runs any more. */
  gone: boolean
}

interface Ending {
  reason: string
  message: string
}

/**
 * Moves a pod on to where it should be now. What lasts is in its status, so that a kubelet that starts anew goes
 * on from there; `memory` holds what is under way.
 */
export function advance(object: KubeObject, memory: PodMemory, world: Surroundings): Step {
  const stored = fieldsOf(object.status)
  const phase = textOf(stored.phase)
  const outcome = new Outcome()
  if (hasEnded(phase)) {
    return { status: stored, outcome, due: undefined, gone: object.metadata.deletionTimestamp !== undefined }
  }
  const pod = readPodSpec(object)
  const known = knownStatuses(stored)
  const lives = pod.containers.map(
    (container) =>
      new ContainerLife({
        pod,
        container,
        status: known.get(container.name) ?? newStatus(pod, container),
        memory: memoryOf(memory, container.name),
        world,
        outcome,
      }),
  )
  const startTime = textOf(stored.startTime) || writeTime(world.now)
  const turn = { pod, lives, memory, world, outcome }
  const parts = { ...turn, stored, startTime }
  if (pod.deletionTimestamp !== undefined) {
    const { due, gone } = stop(turn, Date.parse(pod.deletionTimestamp))
    return { status: statusOf(parts, gone), outcome, due, gone }
  }
  const deadline =
    pod.activeDeadlineSeconds === undefined
      ? undefined
      : Date.parse(startTime) + pod.activeDeadlineSeconds * 1000
  if (deadline !== undefined && deadline <= world.now) {
    return { status: statusOf(parts, true, exceed(turn)), outcome, due: undefined, gone: false }
  }
  const due = run(turn)
  return { status: statusOf(parts, false), outcome, due: earliest(due, deadline), gone: false }
}

interface Turn {
  pod: PodSpec
  lives: readonly ContainerLife[]
  memory: PodMemory
  world: Surroundings
  outcome: Outcome
}

/** Init containers in their order, sidecars from their turn on, then all others. */
function run({ pod, lives, memory, world, outcome }: Turn): number | undefined {
  const problem = volumeProblem(pod, world.lookUp)
  const begun = lives.some(({ status }) => status.containerID !== undefined)
  if (problem !== undefined && !begun) {
    outcome.blocked = true
    if (problem !== '' && memory.told !== problem)
      outcome.events.push({ type: 'Warning', reason: 'FailedMount', message: problem })
    memory.told = problem
    return undefined
  }
  let due: number | undefined
  const mains = lives.filter(({ container }) => container.role === 'main')
  let open = true
  for (const life of lives) {
    const { role } = life.container
    if (role === 'main' || role === 'ephemeral' || (!open && life.status.containerID === undefined)) continue
    due = earliest(due, life.step())
    if (role === 'sidecar' ? life.status.started !== true : life.status.state.terminated?.exitCode !== 0)
      open = false
  }
  const everRan = mains.some(({ status }) => status.containerID !== undefined)
  for (const life of lives) {
    const { role } = life.container
    if ((role === 'main' && (open || everRan)) || role === 'ephemeral') due = earliest(due, life.step())
  }
  return due
}

/** Tells all containers to end, and waits for them as long as the pod's grace lasts. */
function stop({ lives, memory, world }: Turn, deadline: number): { due: number | undefined; gone: boolean } {
  const running = lives.filter(({ status }) => status.state.running !== undefined)
  if (memory.stoppingSince === undefined) {
    memory.stoppingSince = world.now
    for (const life of running) life.tell('Normal', 'Killing', `Stopping container ${life.container.name}`)
  }
  let due: number | undefined
  for (const life of running) {
    const byItself = memory.stoppingSince + scaled(life.stopsAfter, world.pace.start)
    const at = Math.min(byItself, deadline)
    if (at <= world.now) life.stop(world.now, byItself > deadline)
    else due = earliest(due, at)
  }
  return { due, gone: due === undefined }
}

/** Ends what runs because the pod has run for too long. */
function exceed({ lives, world, outcome }: Turn): Ending {
  const reason = 'DeadlineExceeded'
  const message = 'Pod was active on the node longer than the specified deadline'
  outcome.events.push({ type: 'Normal', reason, message })
  endAll(lives, world.now)
  return { reason, message }
}

function endAll(lives: readonly ContainerLife[], now: number): void {
  for (const life of lives) {
    if (life.status.state.running === undefined) continue
    life.tell('Normal', 'Killing', `Stopping container ${life.container.name}`)
    life.stop(now, life.stopsAfter === Infinity)
  }
}

function statusOf(
  { pod, lives, world, stored, startTime }: Turn & { stored: JsonObject; startTime: string },
  terminal: boolean,
  ending?: Ending,
): JsonObject {
  const sandbox = lives.some(
    ({ status }) => status.containerID !== undefined || (status.state.waiting?.message ?? '') !== '',
  )
  const facts: PodFacts = { pod, statuses: statusesOf(lives), sandbox: sandbox && !terminal, terminal }
  const phase = ending === undefined ? phaseOf(facts) : 'Failed'
  // Sidecars are there for the others: they go when these have ended.
  if (hasEnded(phase)) endAll(lives, world.now)
  const settled = {
    ...facts,
    statuses: statusesOf(lives),
    sandbox: facts.sandbox && phase !== 'Succeeded' && phase !== 'Failed',
  }
  const podIP = sandbox ? textOf(stored.podIP) || (pod.hostNetwork ? world.hostIP : world.podIP()) : undefined
  const list = (...roles: Container['role'][]): ContainerStatus[] | undefined => {
    const found = lives.filter(({ container }) => roles.includes(container.role))
    return found.length === 0 ? undefined : found.map(({ status }) => status)
  }
  const status: JsonObject = {
    observedGeneration: pod.generation,
    phase,
    conditions: podConditions(settled, phase, stored.conditions, writeTime(world.now)),
    message: ending?.message ?? stored.message,
    reason: ending?.reason ?? stored.reason,
    hostIP: world.hostIP,
    hostIPs: [{ ip: world.hostIP }],
    podIP,
    podIPs: podIP === undefined ? undefined : [{ ip: podIP }],
    startTime,
    initContainerStatuses: list('init', 'sidecar'),
    containerStatuses: list('main'),
    qosClass: stored.qosClass,
    ephemeralContainerStatuses: list('ephemeral'),
  }
  const others = Object.entries(stored).filter(([key]) => !Object.hasOwn(status, key))
  const complete = Object.fromEntries(
    [...Object.entries(status), ...others].filter(([, value]) => value !== undefined),
  )
  return sameJson(complete, stored) ? stored : complete
}

function statusesOf(lives: readonly ContainerLife[]): Map<string, ContainerStatus> {
  return new Map(lives.map(({ container, status }) => [container.name, status]))
}

function knownStatuses(status: JsonObject): Map<string, ContainerStatus> {
  const lists = [status.initContainerStatuses, status.containerStatuses, status.ephemeralContainerStatuses]
  return new Map(
    lists.flatMap(listOf).map((value) => {
      const read = readContainerStatus(value)
      return [read.name, read]
    }),
  )
}

function newStatus({ containers }: PodSpec, { name, image, role }: Container): ContainerStatus {
  const initialized = !containers.some((each) => each.role === 'init' || each.role === 'sidecar')
  const reason = initialized || role === 'ephemeral' ? 'ContainerCreating' : 'PodInitializing'
  const waiting = { state: { waiting: { reason } }, lastState: {} }
  return { name, ...waiting, ready: false, restartCount: 0, image, imageID: '', started: false }
}

/** What is remembered of one container of a pod. */
export function memoryOf({ containers }: PodMemory, name: string): ContainerMemory {
  const known = containers.get(name)
  if (known !== undefined) return known
  const made: ContainerMemory = { pullFailures: 0, restarting: false }
  containers.set(name, made)
  return made
}
