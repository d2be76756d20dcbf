import { type FieldCause, requiredValue, unsupportedValue } from '#kube/causes.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { notNegative, when } from './checks.ts'
import { tokenDuration } from './projected.ts'

/** Bodies that are posted to a subresource and not stored themselves. */

export function validateScale({ spec }: KubeObject): FieldCause[] {
  return notNegative(fieldsOf(spec), 'spec', 'replicas')
}

/** Where a pod is bound to: only nodes can run one. */
export function validateBinding({ target }: KubeObject): FieldCause[] {
  const { kind, name } = fieldsOf(target)
  const text = textOf(kind)
  return [
    ...when(text !== '' && text !== 'Node', unsupportedValue('target.kind', text, ['Node', '<empty>'])),
    ...when(textOf(name) === '', requiredValue('target.name')),
  ]
}

export function validateTokenRequest({ spec }: KubeObject): FieldCause[] {
  return tokenDuration(fieldsOf(spec).expirationSeconds, 'spec.expirationSeconds')
}

/** An eviction must name the pod of its path: what a server answers a wrong one with, as a 400. */
export function evictionProblem({ metadata }: KubeObject, podName: string): string | undefined {
  return metadata.name === podName ? undefined : 'name in URL does not match name in Eviction object'
}
