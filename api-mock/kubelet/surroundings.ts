import type { Occurrence } from '#api-mock/client/recorder.ts'
import type { Program } from './behaviours/program.ts'
import type { Image } from './images.ts'
import type { Container } from './pod-spec.ts'
import type { LookUp } from './references.ts'

/** How fast things go: factors on the durations that are made up here, 0 for at once. */
export interface Pace {
  /** Pulling, creating, becoming ready, ending. */
  start: number
  /** The pauses before something that failed is tried again. */
  backOff: number
}

/** What the life of a pod depends on besides the pod. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  now: number
  pace: Pace
  hostIP: string
  /** The address of the pod, the same each time. */
  podIP: () => string
  isPresent: (image: Image) => boolean
  lookUp: LookUp
  program: (container: Container, restart: number, startedAt: number) => Program
  /** Whether the server of a run is open, where the program is one that others run for it. */
  isOpen: (container: Container, restart: number) => boolean
}

/** What a kubelet knows of a container and nobody else needs to: after a restart it finds out again. */
export interface ContainerMemory {
  pullingSince?: number
  pullingUntil?: number
  creatingUntil?: number
  pullFailures: number
  pullAgainAt?: number
  backOffShownAt?: number
  restarting: boolean
  startedAt?: number
  finishedAt?: number
  program?: Program
  /** The code with which somebody ended its main process. */
  exited?: number
  /** What was told already of what does not change by itself. */
  told?: string
}

export interface PodMemory {
  readonly containers: Map<string, ContainerMemory>
  stoppingSince?: number
  told?: string
}

/** What a container said when it was told to end. */
export interface LastWords {
  container: string
  restart: number
  at: number
  lines: readonly string[]
}

/** What comes of one look at a pod, besides its status. */
export class Outcome {
  readonly events: Occurrence[] = []
  readonly pulled: Image[] = []
  readonly lastWords: LastWords[] = []
  /** Whether something that the pod refers to is missing: when it comes, the pod is to be looked at again. */
  blocked = false
}

/** A duration by the pace; what never happens does not happen faster. */
export function scaled(milliseconds: number, factor: number): number {
  return milliseconds === Infinity ? Infinity : milliseconds * factor
}

/** The earliest of some times. */
export function earliest(...times: (number | undefined)[]): number | undefined {
  let first: number | undefined
  for (const time of times) {
    if (time !== undefined && time !== Infinity) first = Math.min(first ?? time, time)
  }
  return first
}
