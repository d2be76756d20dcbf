import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { pods as definition } from '#api-mock/builtin/pods.ts'
import type { Client } from '#api-mock/client/client.ts'
import type { Recorder } from '#api-mock/client/recorder.ts'
import type { PodEntry } from '#api-mock/controllers/pods.ts'

/**
 * Makes pods and tells of them at their owner. Returns why the first was refused that was; nothing where all
 * are there, or where the namespace is going, in which nothing is made any more.
 */
export async function createPods(
  client: Client,
  recorder: Recorder,
  { owner, pods }: { owner: KubeObject; pods: readonly KubeObject[] },
): Promise<StatusError | undefined> {
  return await createAll(
    recorder,
    owner,
    pods.map((pod) => client.prepare(definition, pod)),
  )
}

/** The same for so many copies of one pod. */
export async function createCopies(
  client: Client,
  recorder: Recorder,
  { owner, pod, count }: { owner: KubeObject; pod: KubeObject; count: number },
): Promise<StatusError | undefined> {
  const make = client.prepare(definition, pod)
  return await createAll(
    recorder,
    owner,
    Array.from({ length: count }, () => make),
  )
}

async function createAll(
  recorder: Recorder,
  owner: KubeObject,
  makers: readonly (() => Promise<{ name: string }>)[],
): Promise<StatusError | undefined> {
  const results = await Promise.allSettled(makers.map((make) => make()))
  const failures: unknown[] = []
  for (const result of results) {
    if (result.status === 'rejected') {
      failures.push(result.reason)
      continue
    }
    const message = `Created pod: ${result.value.name}`
    recorder.record(owner, { type: 'Normal', reason: 'SuccessfulCreate', message })
  }
  const [error] = failures
  if (error === undefined) return undefined
  if (!(error instanceof StatusError)) throw error
  if (error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) return undefined
  recorder.record(owner, {
    type: 'Warning',
    reason: 'FailedCreate',
    message: `Error creating: ${error.message}`,
  })
  return error
}

export async function removePod(
  client: Client,
  recorder: Recorder,
  { owner, pod }: { owner: KubeObject; pod: PodEntry },
): Promise<void> {
  await client.remove(definition, pod, { uid: pod.uid })
  recorder.record(owner, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${pod.name}`,
  })
}
