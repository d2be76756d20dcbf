import type { Cluster } from '#api-mock/cluster.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { Shells } from '#api-mock/shell/shells.ts'
import type { Output, Process } from '#api-mock/streaming/process.ts'
import type { PodRuntime, RunningContainer, RunningPod } from '#api-mock/streaming/runtime.ts'
import type { KubeObject } from '#kube/types.ts'
import { findRun } from './container-run.ts'
import { parseImage } from './images.ts'
import { followLines } from './pod-log.ts'
import type { Runtime, RunningContainer as Running } from './runtime.ts'

/** Lets clients in to the pods that a cluster's kubelet runs: what they run there are simulated shells. */
export class PodAccess implements PodRuntime {
  readonly #cluster: Cluster
  readonly #runtime: Runtime
  readonly #shells: Shells
  /** The containers that have files, by the uid of their pod. */
  readonly #entered = new Map<string, Set<string>>()

  constructor(cluster: Cluster, runtime: Runtime, shells: Shells) {
    this.#cluster = cluster
    this.#runtime = runtime
    this.#shells = shells
  }

  find(pod: KubeObject): RunningPod | undefined {
    if (textOf(fieldsOf(pod.status).phase) !== 'Running') return undefined
    return {
      container: (name) => this.#container(pod, name),
      dial: (port) => this.#runtime.dial(pod, port),
      ended: this.#runtime.ended(pod),
    }
  }

  /** Drops the files of a pod's containers once it is gone. */
  forget(uid: string): void {
    for (const container of this.#entered.get(uid) ?? []) this.#shells.forget(container)
    this.#entered.delete(uid)
  }

  #container(pod: KubeObject, name: string): RunningContainer | undefined {
    const running = this.#runtime.find(pod, name)
    if (running === undefined) return undefined
    return {
      exec: ({ command, tty }) => this.#shell(pod, running, command, tty),
      attach: ({ stdin, tty }) =>
        stdin && running.program.reads !== undefined
          ? this.#main(pod, running, running.program.reads, tty)
          : this.#spectator(pod, name),
    }
  }

  #shell(pod: KubeObject, running: Running, argv: readonly string[], tty: boolean): Process {
    const { env, files, hostname, image, mounts, name, restart, workingDirectory } = running
    const uid = pod.metadata.uid ?? ''
    // A container that is started again has its files anew.
    const container = `${uid}/${name}/${restart}`
    this.#entered.set(uid, (this.#entered.get(uid) ?? new Set()).add(container))
    return this.#shells.start({
      container,
      argv,
      tty,
      env: { PATH: searched, HOME: '/root', HOSTNAME: hostname, ...Object.fromEntries(env) },
      cwd: workingDirectory,
      hostname,
      command: [parseImage(image)?.repository.replace(/^.*\//, '') ?? name],
      files: Object.fromEntries(files),
      folders: mounts,
    })
  }

  /** What a container that waits for input runs itself: when it ends, so does the container. */
  #main(pod: KubeObject, running: Running, argv: readonly string[], tty: boolean): Process {
    const process = this.#shell(pod, running, argv, tty)
    let left = false
    void process.exited.then((code) => (left ? undefined : this.#runtime.exit(pod, running.name, code)))
    return {
      write: (bytes) => process.write(bytes),
      endInput: () => process.endInput(),
      resize: (size) => process.resize(size),
      output: process.output,
      exited: process.exited,
      // Letting go is no end: the container goes on.
      kill: () => {
        left = true
        process.kill()
      },
    }
  }

  /** Somebody who sees what a container says, and can say nothing to it. */
  #spectator(pod: KubeObject, container: string): Process {
    const letGo = new AbortController()
    const ended = Promise.withResolvers<number>()
    const reading = {
      cluster: this.#cluster,
      runtime: this.#runtime,
      pod,
      container,
      run: findRun(pod, container, false),
      signal: letGo.signal,
    }
    const now = this.#cluster.clock().getTime()
    async function* output(): AsyncGenerator<Output> {
      for await (const lines of followLines(reading, now)) {
        for (const { to = 'stdout', text } of lines) yield { to, bytes: Buffer.from(`${text}\n`) }
      }
      ended.resolve(0)
    }
    return {
      write: () => undefined,
      endInput: () => undefined,
      resize: () => undefined,
      output: output(),
      exited: ended.promise,
      kill: () => {
        letGo.abort()
        ended.resolve(0)
      },
    }
  }
}

const searched = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
