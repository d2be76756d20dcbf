import { badRequest } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, listOf, textOf } from '#api-mock/resources/values.ts'

/** The container that a request to a pod means; throws StatusError 400 where a name is needed or wrong. */
export function containerOf(pod: KubeObject, asked: string): string {
  const { name } = pod.metadata
  const containers = namesIn(pod, 'containers')
  const all = [...namesIn(pod, 'initContainers'), ...containers, ...namesIn(pod, 'ephemeralContainers')]
  if (asked !== '') {
    if (all.includes(asked)) return asked
    throw badRequest(`container ${asked} is not valid for pod ${name}`)
  }
  const [only, ...more] = containers
  if (only === undefined) throw badRequest(`a container name must be specified for pod ${name}`)
  if (more.length === 0) return only
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${all.join(' ')}]`)
}

function namesIn({ spec }: KubeObject, list: string): string[] {
  return listOf(fieldsOf(spec)[list]).map(({ name }) => textOf(name))
}
