import { ageColumn, nameColumn } from './columns.ts'
import type { ResourceDefinition } from './definition.ts'

/** What is known of objects whose definition serves no version: finalizers hold them like others. */
export function unserved(group: string, plural: string): ResourceDefinition {
  return {
    group,
    version: '',
    kind: '',
    listKind: '',
    plural,
    singular: '',
    shortNames: [],
    categories: [],
    namespaced: true,
    verbs: [],
    subresources: new Map(),
    columns: [nameColumn, ageColumn],
    strategy: {},
    names: 'subdomain',
    generation: true,
  }
}
