import type { Duplex } from 'node:stream'
import type { KubeObject } from '#kube/types.ts'
import type { Process } from './process.ts'

/** What a cluster's nodes let others do with the pods that run on them. */
export interface PodRuntime {
  /** undefined while no node runs the pod. */
  find(pod: KubeObject): RunningPod | undefined
}

export interface RunningPod {
  /** undefined while the container does not run. */
  container(name: string): RunningContainer | undefined
  /** A connection to what listens on a port; undefined where nothing does. */
  dial(port: number): Duplex | undefined
  /** Aborts when the pod's sandbox goes, which ends what is forwarded into it. */
  ended: AbortSignal
}

export interface RunningContainer {
  /** Starts a command; without `stdin` its standard input is empty. */
  exec(options: { command: readonly string[]; stdin: boolean; tty: boolean }): Process
  /** The process that the container runs: killing what is returned lets go of it, and no more. */
  attach(options: { stdin: boolean; tty: boolean }): Process
}
