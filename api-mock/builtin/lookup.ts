import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

/** A built-in resource as a cluster serves it, by a path such as `/v1/nodes`. Throws where there is none. */
export function builtInOf({ registry }: Cluster, path: string): ResourceDefinition {
  const [group = '', version = '', plural = ''] = path.split('/')
  const found = registry.find(group, version, plural)
  if (found === undefined) throw new Error(`${path} is no built-in resource`)
  return found
}
