import type { ServedKind } from '#web/data/kinds-inside.ts'

/** Under which what is said of a kind is found: `Pod`, `apps/Deployment`. */
export function stateKey({ group, kind }: Pick<ServedKind, 'group' | 'kind'>): string {
  return group === '' ? kind : `${group}/${kind}`
}
