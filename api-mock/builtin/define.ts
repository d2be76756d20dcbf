import { ageColumn, nameColumn } from '#api-mock/resources/columns.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

/** The verbs of a resource that is stored. */
export const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const

type Required = 'group' | 'version' | 'kind' | 'plural' | 'namespaced'

/** A built-in kind: what is not said is as for most kinds. */
export function define(
  given: Pick<ResourceDefinition, Required> & Partial<ResourceDefinition>,
): ResourceDefinition {
  return {
    listKind: `${given.kind}List`,
    singular: given.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: allVerbs,
    subresources: [],
    columns: [nameColumn, ageColumn],
    strategy: {},
    names: 'subdomain',
    generation: false,
    ...given,
  }
}
