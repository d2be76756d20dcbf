import type { Duplex } from 'node:stream'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'
import type { Program } from './behaviours/program.ts'
import { statusOf } from './container-run.ts'
import type { ContainerRun } from './container-run.ts'
import { Switchboard } from './dial.ts'
import { filesOf, mountsOf } from './files.ts'
import type { LogLine } from './log-lines.ts'
import { mountedToken } from './mounted-token.ts'
import type { OutputStore } from './output-store.ts'
import { readPodSpec } from './pod-spec.ts'
import type { Container } from './pod-spec.ts'
import { runKey } from './world.ts'
import type { Accept, World } from './world.ts'

/** A container that runs, for whoever wants to look into it. */
export interface RunningContainer {
  name: string
  image: string
  hostname: string
  restart: number
  /** Milliseconds since the epoch. */
  startedAt: number
  program: Program
  env: ReadonlyMap<string, string>
  /** What its volumes and its image put into its file system, by path. */
  files: ReadonlyMap<string, string>
  /** Where its volumes are. */
  mounts: readonly string[]
  workingDirectory: string
}

const runtimes = new WeakMap<Cluster, Runtime>()

/** What runs the pods of a cluster; undefined for one without nodes. */
export function runtimeOf(cluster: Cluster): Runtime | undefined {
  return runtimes.get(cluster)
}

/** Looks into the containers that a cluster's kubelet runs. */
export class Runtime {
  readonly #world: World
  readonly #cluster: Cluster
  readonly #switchboard: Switchboard
  readonly #ends = new Map<string, AbortController>()
  readonly output: OutputStore
  /** Ends the main process of a container, as if it had ended by itself; set by the kubelet. */
  exit: (pod: KubeObject, container: string, exitCode: number) => void = () => undefined
  /** Has the kubelet look at a pod again; set by it. */
  lookAt: (pod: KubeObject) => void = () => undefined

  constructor(cluster: Cluster, world: World, output: OutputStore) {
    this.#cluster = cluster
    this.#world = world
    this.#switchboard = new Switchboard(cluster.clock)
    this.output = output
    runtimes.set(cluster, this)
  }

  /** A container of a pod, where it runs. */
  find(pod: KubeObject, name: string): RunningContainer | undefined {
    const container = containerNamed(pod, name)
    const status = statusOf(pod, name)
    const running = status?.state.running
    if (container === undefined || status === undefined || running === undefined) return undefined
    const startedAt = Date.parse(running.startedAt)
    const restart = status.restartCount
    const program = this.#world.program(pod, container, restart, startedAt)
    const lookUp = this.#world.lookUp(pod.metadata.namespace ?? '')
    const token = (source: JsonObject) => mountedToken(this.#cluster, pod, source)
    const files = filesOf({ pod, container: container.spec, image: program.files, lookUp, token })
    return {
      name,
      image: container.image,
      hostname: textOf(fieldsOf(pod.spec).hostname) || pod.metadata.name,
      restart,
      startedAt,
      program,
      env: this.#world.environment(pod, container.spec),
      files,
      mounts: mountsOf(container.spec, files),
      workingDirectory: textOf(container.spec.workingDir) || '/',
    }
  }

  /** Says where connections go that are made to a run of a container which is a whole server; undefined for nowhere. */
  serve(
    pod: KubeObject,
    { name, restart }: { name: string; restart: number },
    accept: Accept | undefined,
  ): void {
    const key = runKey(pod.metadata.uid ?? '', name, restart)
    if (accept === undefined) this.#world.servers.delete(key)
    else this.#world.servers.set(key, accept)
    this.lookAt(pod)
  }

  /** A connection to what listens on a port of a running pod; undefined where nothing does, or not yet. */
  dial(pod: KubeObject, port: number): Duplex | undefined {
    const now = this.#cluster.clock().getTime()
    for (const { name, image, spec } of readPodSpec(pod).containers) {
      const running = this.find(pod, name)
      if (running === undefined) continue
      const { program, restart, startedAt } = running
      const accept = this.#world.servers.get(runKey(pod.metadata.uid ?? '', name, restart))
      const listens =
        program.serves === 'kubernetes' ? accept !== undefined : startedAt + program.readyAfter <= now
      if (!listens) continue
      const declared = listOf(spec.ports).some(({ containerPort }) => containerPort === port)
      if (program.serves === undefined || (!declared && !program.ports.includes(port))) continue
      const say = (text: string): void => this.note(pod, name, { text }, this.#cluster.clock().getTime())
      return this.#switchboard.connect({ program, image, say, accept })
    }
    return undefined
  }

  /** Aborts when nothing of a pod runs any more. */
  ended(pod: KubeObject): AbortSignal {
    const uid = pod.metadata.uid ?? ''
    const controller = this.#ends.get(uid) ?? new AbortController()
    this.#ends.set(uid, controller)
    return controller.signal
  }

  /** To be called when nothing of a pod runs any more. */
  end(uid: string): void {
    this.#ends.get(uid)?.abort()
    this.#ends.delete(uid)
  }

  /** What a run of a container says from one time to another, as far as it follows from its start. */
  made(pod: KubeObject, name: string, run: ContainerRun): (from: number, to: number) => LogLine[] {
    const container = containerNamed(pod, name)
    if (container === undefined) return () => []
    const { restart, startedAt, finishedAt } = run
    const program = this.#world.program(pod, container, restart, startedAt)
    const end = finishedAt === undefined ? Infinity : endOf(program, finishedAt - startedAt)
    return (from, to) =>
      program
        .output(Math.max(0, from - startedAt), Math.min(end, to - startedAt))
        .map((line) => ({ ...line, at: line.at + startedAt }))
  }

  /** Notes what a container said because of something that somebody did. */
  note(pod: KubeObject, name: string, line: Omit<LogLine, 'at'>, at: number): void {
    const restart = statusOf(pod, name)?.restartCount ?? 0
    this.output.append({ uid: pod.metadata.uid ?? '', container: name, restart }, { ...line, at })
  }
}

function containerNamed(pod: KubeObject, name: string): Container | undefined {
  return readPodSpec(pod).containers.find((each) => each.name === name)
}

/** When a run was over that lasted so many whole seconds: at its own end, or when it was told to end. */
function endOf({ ends }: Program, lasted: number): number {
  const roughly = lasted + 1000
  return ends === undefined ? roughly : Math.min(ends.after + 1, roughly)
}
