import type { ObjectMeta } from '#kube/types.ts'
import { visible } from './visible.ts'

interface Titled {
  metadata: ObjectMeta
  spec: { displayName?: string | undefined }
}

export interface Owned {
  spec: { owner?: { user?: string | undefined; team?: string | undefined } | undefined }
}

/** What people call it; its name if they call it nothing else. */
export function titleOf({ metadata, spec }: Titled): string {
  return spec.displayName === undefined || spec.displayName === '' ? metadata.name : visible(spec.displayName)
}

/** Its name, where what people call it does not say it already. */
export function nameBeside(object: Titled): string | undefined {
  const { name } = object.metadata
  return bare(titleOf(object)) === bare(name) ? undefined : name
}

/** Letters and digits alone: “Near by” says `near-by`. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Who answers for it. */
export function ownerWords({ spec: { owner } }: Owned): string | undefined {
  if (owner?.user !== undefined && owner.user !== '') return visible(owner.user)
  return owner?.team !== undefined && owner.team !== '' ? `team ${visible(owner.team)}` : undefined
}
