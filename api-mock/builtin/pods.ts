import type { KubeObject } from '#kube/types.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

export const pods = builtIn('/v1/pods', {
  strategy: { graceOf },
})

/** A pod that no node has, or that has ended, has nothing to end; another may take as long as its spec says. */
function graceOf({ spec, status }: KubeObject, asked: number | undefined): number {
  const { nodeName, terminationGracePeriodSeconds: own } = fieldsOf(spec)
  const phase = textOf(fieldsOf(status).phase)
  if (textOf(nodeName) === '' || hasEnded(phase)) return 0
  const grace = asked ?? (typeof own === 'number' ? own : 30)
  // What was never meant to be negative counts as one second.
  return grace < 0 ? 1 : grace
}
