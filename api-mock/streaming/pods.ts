import { isTrue } from '#kube/request-info.ts'
import { badRequest, internalError, notFound } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { ApiRequest } from '#api-mock/serve/exchange.ts'
import type { Wanted } from './command-client.ts'
import type { PodRuntime, RunningContainer, RunningPod } from './runtime.ts'

/** A request to connect to a pod, after it was authorised. */
export interface PodConnection {
  pod: KubeObject
  /** undefined in a cluster without nodes that run pods. */
  runtime: PodRuntime | undefined
  query: URLSearchParams
  headers: ApiRequest['headers']
  /** Aborts when the client is gone, and asks to end. */
  signal: AbortSignal
}

/** What both `PodExecOptions` and `PodAttachOptions` say, read from a query. */
export function readWanted(query: URLSearchParams): Wanted {
  const asked = (name: string): boolean => isTrue(query.get(name))
  return { stdin: asked('stdin'), stdout: asked('stdout'), stderr: asked('stderr'), tty: asked('tty') }
}

/** Throws 400 while the pod is on no node, 404 while its node does not run it. */
export function runningPod(pod: KubeObject, runtime: PodRuntime | undefined): RunningPod {
  const { name } = pod.metadata
  const node = textOf(fieldsOf(pod['spec'])['nodeName'])
  if (node === '') throw badRequest(`pod ${name} does not have a host assigned`)
  if (runtime === undefined) throw notFound({ group: '', plural: 'nodes', name: node })
  const running = runtime.find(pod)
  if (running === undefined) throw internalError('unable to upgrade connection: pod does not exist')
  return running
}

/** Throws 500 while the container does not run. */
export function runningContainer(running: RunningPod, name: string): RunningContainer {
  const container = running.container(name)
  if (container !== undefined) return container
  throw internalError(`unable to upgrade connection: container not found ("${name}")`)
}
