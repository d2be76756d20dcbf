import type { MergeRule, MergeRules } from '#api-mock/patch/strategic.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

/** The lists in the metadata of every kind that a strategic merge patch merges. */
const ofAll: Record<string, MergeRule> = {
  'metadata.ownerReferences': { patchStrategy: 'merge', patchMergeKey: 'uid' },
  'metadata.finalizers': { patchStrategy: 'merge' },
}

/** The others by kind, as the Go types are tagged; a list that is not here is replaced. */
const byKind: Record<string, Record<string, MergeRule>> = {
  Namespace: { 'status.conditions': { patchStrategy: 'merge', patchMergeKey: 'type' } },
  ServiceAccount: { secrets: { patchStrategy: 'merge', patchMergeKey: 'name' } },
}

/** How the fields of a built-in kind are merged. */
export function mergeRulesOf({ kind }: Pick<ResourceDefinition, 'kind'>): MergeRules {
  const own = Object.hasOwn(byKind, kind) ? byKind[kind] : undefined
  return (path) => {
    const field = path.join('.')
    return ofAll[field] ?? own?.[field]
  }
}
