import type { JsonObject } from '#kube/json.ts'
import { writeTime } from '#kube/time.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { formatDuration, formatSeconds, pullDelay, restartDelay } from './back-off.ts'
import type { ContainerStatus, Terminated } from './container-status.ts'
import { digestOf, shareOf } from './hash.ts'
import { findImage, pullTime } from './images.ts'
import type { Image } from './images.ts'
import { fieldPathOf, formatPod, isRestarted } from './pod-spec.ts'
import type { Container, PodSpec } from './pod-spec.ts'
import { environmentProblem } from './references.ts'
import { earliest, scaled } from './surroundings.ts'
import type { ContainerMemory, Outcome, Surroundings } from './surroundings.ts'

/** No pause before a restart is shorter, whatever the pace: a container that ends at once must not run hot. */
const shortestPause = 50

export interface ContainerParts {
  pod: PodSpec
  container: Container
  status: ContainerStatus
  memory: ContainerMemory
  world: Surroundings
  outcome: Outcome
}

/**
 * One container on its way from its image to its end. `step` goes as far as the time allows and says when there
 * is more to do; what is to be remembered by others is in `status`. One file, although a long one: each state
 * leads to others, and they are read together.
 */
export class ContainerLife {
  readonly #parts: ContainerParts
  status: ContainerStatus

  constructor(parts: ContainerParts) {
    this.#parts = parts
    this.status = parts.status
  }

  get container(): Container {
    return this.#parts.container
  }

  /** When to look again, in milliseconds since the epoch; undefined where nothing comes by itself. */
  step(): number | undefined {
    const { now } = this.#parts.world
    for (;;) {
      const due = this.#turn()
      if (due === undefined || due > now) return due
    }
  }

  /** Ends a running container, because of whoever says so; `late` where it did not end in time. */
  stop(at: number, late: boolean): void {
    const { container, outcome } = this.#parts
    const { stop } = this.#program()
    const { restartCount } = this.status
    if (!late)
      outcome.lastWords.push({ container: container.name, restart: restartCount, at, lines: stop.lines })
    this.#end(at, late ? 137 : stop.exitCode)
  }

  /** How long it takes to end once it is told to, in milliseconds. */
  get stopsAfter(): number {
    return this.#program().stop.after
  }

  tell(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { container, outcome } = this.#parts
    outcome.events.push({ type, reason, message, fieldPath: fieldPathOf(container) })
  }

  #turn(): number | undefined {
    const { state } = this.status
    if (state.running !== undefined) return this.#running()
    if (state.terminated !== undefined && !this.#parts.memory.restarting) return this.#ended(state.terminated)
    return this.#starting()
  }

  #starting(): number | undefined {
    const { memory, world, container } = this.#parts
    const { waiting } = this.status.state
    const last = this.status.lastState.terminated
    if (waiting?.reason === 'CrashLoopBackOff' && last !== undefined && !memory.restarting) {
      const at = this.#restartAt(last)
      if (at > world.now) return at
      memory.restarting = true
    }
    const image = findImage(container.image)
    if (image === undefined) return this.#invalidImage()
    if (memory.creatingUntil === undefined) {
      const due = this.#pulling(image)
      if (memory.creatingUntil === undefined) return due
    }
    if (memory.creatingUntil > world.now) return memory.creatingUntil
    return this.#create(image)
  }

  #invalidImage(): undefined {
    const { container } = this.#parts
    const message = `Failed to apply default image tag "${container.image}": couldn't parse image name "${container.image}": invalid reference format`
    this.#wait('InvalidImageName', message)
    if (!this.#isNews(message)) return
    this.tell('Warning', 'InspectFailed', message)
    this.tell('Warning', 'Failed', 'Error: InvalidImageName')
  }

  /** Goes on with the image; done when `creatingUntil` is known, else returns when there is more to do. */
  #pulling(image: Image): number | undefined {
    const { memory, world, container, pod } = this.#parts
    if (memory.pullAgainAt !== undefined && memory.pullAgainAt > world.now) return this.#pullBackOff(image)
    delete memory.pullAgainAt
    if (memory.pullingUntil === undefined) {
      const present = world.isPresent(image)
      const policy =
        textOf(container.spec.imagePullPolicy) || (image.name.tag === 'latest' ? 'Always' : 'IfNotPresent')
      if (policy === 'Never' && !present) return this.#neverPulled()
      if (policy !== 'Always' && present) {
        const text = `Container image "${container.image}" already present on machine and can be accessed by the pod`
        this.tell('Normal', 'Pulled', text)
        memory.creatingUntil = world.now + this.#createTime()
        return undefined
      }
      this.tell('Normal', 'Pulling', `Pulling image "${container.image}"`)
      memory.pullingSince = world.now
      memory.pullingUntil = world.now + scaled(pullTime(image, pod.uid, present), world.pace.start)
    }
    if (memory.pullingUntil > world.now) return memory.pullingUntil
    return image.problem === undefined ? this.#pulled(image) : this.#failedToPull(image.problem)
  }

  #pulled(image: Image): undefined {
    const { memory, world, container, outcome } = this.#parts
    const took = formatDuration(Math.max(1, (memory.pullingUntil ?? 0) - (memory.pullingSince ?? 0)))
    this.tell(
      'Normal',
      'Pulled',
      `Successfully pulled image "${container.image}" in ${took} (${took} including waiting). Image size: ${image.bytes} bytes.`,
    )
    outcome.pulled.push(image)
    delete memory.pullingUntil
    memory.creatingUntil = world.now + this.#createTime()
    memory.pullFailures = 0
    delete memory.told
  }

  #failedToPull(problem: string): number {
    const { memory, world, container } = this.#parts
    delete memory.pullingUntil
    memory.pullFailures += 1
    const pause = Math.max(shortestPause, scaled(pullDelay(memory.pullFailures), world.pace.backOff))
    memory.pullAgainAt = world.now + pause
    memory.backOffShownAt = world.now + Math.min(pause / 2, scaled(1500, world.pace.start))
    this.#wait('ErrImagePull', problem)
    this.tell('Warning', 'Failed', `Failed to pull image "${container.image}": ${problem}`)
    this.tell('Warning', 'Failed', 'Error: ErrImagePull')
    return world.now
  }

  #pullBackOff({ problem = '' }: Image): number | undefined {
    const { memory, world, container } = this.#parts
    const { backOffShownAt = 0, pullAgainAt } = memory
    if (this.status.state.waiting?.reason !== 'ErrImagePull') return pullAgainAt
    if (backOffShownAt > world.now) return backOffShownAt
    const message = `Back-off pulling image "${container.image}"`
    this.#wait('ImagePullBackOff', `${message}: ErrImagePull: ${problem}`)
    this.tell('Normal', 'BackOff', message)
    this.tell('Warning', 'Failed', 'Error: ImagePullBackOff')
    return pullAgainAt
  }

  #neverPulled(): undefined {
    const { container } = this.#parts
    const message = `Container image "${container.image}" is not present with pull policy of Never`
    this.#wait('ErrImageNeverPull', message)
    if (!this.#isNews(message)) return
    this.tell('Warning', 'ErrImageNeverPull', message)
    this.tell('Warning', 'Failed', 'Error: ErrImageNeverPull')
  }

  #create(image: Image): number | undefined {
    const { memory, world, container, pod, outcome } = this.#parts
    const problem = environmentProblem(pod, container.spec, world.lookUp)
    if (problem !== undefined) {
      outcome.blocked = true
      this.#wait('CreateContainerConfigError', problem)
      if (this.#isNews(problem)) this.tell('Warning', 'Failed', `Error: ${problem}`)
      return undefined
    }
    const { status } = this
    const last = status.state.terminated ?? status.lastState.terminated
    const restartCount = last === undefined ? status.restartCount : status.restartCount + 1
    this.tell('Normal', 'Created', 'Container created')
    this.tell('Normal', 'Started', 'Container started')
    memory.startedAt = world.now
    memory.restarting = false
    delete memory.creatingUntil
    delete memory.told
    delete memory.program
    this.status = {
      ...status,
      state: { running: { startedAt: writeTime(world.now) } },
      lastState: last === undefined ? {} : { terminated: last },
      ready: false,
      restartCount,
      image: image.reference,
      imageID: image.id,
      containerID: `containerd://${digestOf(`${pod.uid}/${container.name}/${restartCount}`)}`,
      started: false,
      ...resourcesOf(container.spec),
    }
    return world.now
  }

  #running(): number | undefined {
    const { world, memory } = this.#parts
    const { now, pace } = world
    const program = this.#program()
    const started = memory.startedAt ?? now
    if (memory.exited !== undefined) {
      this.#end(now, memory.exited)
      return now
    }
    const endsAt = program.ends === undefined ? undefined : started + program.ends.after
    if (program.ends !== undefined && endsAt !== undefined && endsAt <= now) {
      this.#end(endsAt, program.ends.exitCode, program.ends.reason)
      return now
    }
    const { startupProbe, readinessProbe, livenessProbe } = this.container.spec
    const readyAfter = startupProbe === undefined && readinessProbe === undefined ? 0 : this.#readyAfter()
    const startedUp =
      started + scaled(delayOf(startupProbe) + (startupProbe === undefined ? 0 : readyAfter), pace.start)
    const readyAt = Math.max(startedUp, started + scaled(delayOf(readinessProbe) + readyAfter, pace.start))
    const isStarted = startedUp <= now
    const isReady = isStarted && (readinessProbe === undefined || readyAt <= now)
    this.#setReady(isStarted, isReady)
    if (readinessProbe !== undefined && !isReady) this.#failReadiness(started)
    const killedAt =
      livenessProbe !== undefined && program.hangs === true
        ? startedUp + patience(livenessProbe, pace.start)
        : undefined
    if (killedAt !== undefined && killedAt <= now) return this.#failLiveness()
    return earliest(endsAt, isStarted ? undefined : startedUp, isReady ? undefined : readyAt, killedAt)
  }

  /** No probe finds a server that is not open; who opens it has the pod looked at again. */
  #readyAfter(): number {
    const { container, world } = this.#parts
    const { serves, readyAfter } = this.#program()
    const isClosed = serves === 'kubernetes' && !world.isOpen(container, this.status.restartCount)
    return isClosed ? Infinity : readyAfter
  }

  #setReady(started: boolean, ready: boolean): void {
    if (this.status.started === started && this.status.ready === ready) return
    this.status = { ...this.status, started, ready: ready && this.container.role !== 'ephemeral' }
  }

  #failReadiness(started: number): void {
    const { world, memory } = this.#parts
    const delay = delayOf(this.container.spec.readinessProbe)
    if (world.now < started + delay || memory.told === 'unready') return
    if (this.#program().readyAfter !== Infinity) return
    memory.told = 'unready'
    this.tell('Warning', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503')
  }

  #failLiveness(): number {
    const { world, container } = this.#parts
    this.tell('Warning', 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503')
    this.tell('Normal', 'Killing', `Container ${container.name} failed liveness probe, will be restarted`)
    this.stop(world.now, false)
    return world.now
  }

  #ended(terminated: Terminated): number | undefined {
    const { world, pod, container, memory } = this.#parts
    if (!isRestarted(pod, container, terminated.exitCode)) return undefined
    const at = this.#restartAt(terminated)
    if (at <= world.now) {
      memory.restarting = true
      return world.now
    }
    const shownAt = (memory.finishedAt ?? world.now) + scaled(1000, world.pace.start)
    if (shownAt > world.now) return Math.min(at, shownAt)
    const pause = formatSeconds(restartDelay(this.status.restartCount, lasted(terminated)))
    this.status = { ...this.status, lastState: { terminated } }
    const message = 'restarting failed container'
    this.#wait('CrashLoopBackOff', `back-off ${pause} ${message}=${container.name} pod=${formatPod(pod)}`)
    this.tell('Warning', 'BackOff', `Back-off ${message} ${container.name} in pod ${formatPod(pod)}`)
    return at
  }

  #restartAt(terminated: Terminated): number {
    const { memory, world } = this.#parts
    const { restartCount } = this.status
    const pause = scaled(restartDelay(restartCount, lasted(terminated)), world.pace.backOff)
    const finished = memory.finishedAt ?? Date.parse(terminated.finishedAt)
    return finished + (restartCount === 0 ? pause : Math.max(shortestPause, pause))
  }

  #end(at: number, exitCode: number, why?: string): void {
    const { memory, container } = this.#parts
    const { state, containerID = '' } = this.status
    const reason = why ?? (exitCode === 0 ? 'Completed' : 'Error')
    const startedAt = state.running?.startedAt ?? writeTime(at)
    const terminated = { exitCode, reason, startedAt, finishedAt: writeTime(at), containerID }
    memory.finishedAt = at
    delete memory.program
    delete memory.startedAt
    delete memory.exited
    const ready = container.role === 'init' && exitCode === 0
    this.status = { ...this.status, state: { terminated }, ready, started: false }
  }

  #program(): ReturnType<Surroundings['program']> {
    const { memory, container, world } = this.#parts
    const { state, restartCount } = this.status
    memory.startedAt ??= Date.parse(state.running?.startedAt ?? writeTime(world.now))
    memory.program ??= world.program(container, restartCount, memory.startedAt)
    return memory.program
  }

  #createTime(): number {
    const { pod, container, world } = this.#parts
    return scaled(150 + shareOf(`${pod.uid}/${container.name}`) * 350, world.pace.start)
  }

  #wait(reason: string, message: string): void {
    const { waiting } = this.status.state
    if (waiting?.reason === reason && waiting.message === message) return
    this.status = { ...this.status, state: { waiting: { reason, message } }, ready: false, started: false }
  }

  #isNews(text: string): boolean {
    const { memory } = this.#parts
    if (memory.told === text) return false
    memory.told = text
    return true
  }
}

function lasted({ startedAt, finishedAt }: Terminated): number {
  return Date.parse(finishedAt) - Date.parse(startedAt)
}

function delayOf(probe: unknown): number {
  const { initialDelaySeconds } = fieldsOf(probe)
  return typeof initialDelaySeconds === 'number' ? initialDelaySeconds * 1000 : 0
}

/** How long a probe may fail before the container is ended. */
function patience(probe: unknown, pace: number): number {
  const { periodSeconds = 10, failureThreshold = 3 } = fieldsOf(probe)
  return scaled(delayOf(probe) + Number(periodSeconds) * Number(failureThreshold) * 1000, pace)
}

function resourcesOf({ resources, volumeMounts }: JsonObject): JsonObject {
  const { requests } = fieldsOf(resources)
  const mounts = Array.isArray(volumeMounts) ? volumeMounts.map(mountStatus) : []
  return {
    ...(requests === undefined ? {} : { allocatedResources: requests }),
    ...(resources === undefined ? {} : { resources }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    user: { linux: { uid: 0, gid: 0, supplementalGroups: [0] } },
  }
}

function mountStatus(mount: unknown): JsonObject {
  const { name, mountPath, readOnly } = fieldsOf(mount)
  return { name, mountPath, ...(readOnly === true ? { readOnly, recursiveReadOnly: 'Disabled' } : {}) }
}
