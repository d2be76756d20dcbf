import type { OwnerReference } from '#kube/types.ts'
import { kindCalled, type ServedKind } from '#web/data/kinds-inside.ts'
import { paths, type Lookable } from '#web/paths.ts'
import { visible } from '#web/ui/visible.ts'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'

interface Props {
  what: Lookable
  kinds: readonly ServedKind[]
  owner: OwnerReference
  /** Of what belongs to it: an owner is in the same one, or in none. */
  namespace: string | undefined
}

/** What an object belongs to, with the way there where its kind is known; what is in no namespace is in no space. */
export function OwnerLink({ what, kinds, owner, namespace }: Props): ReactNode {
  const kind = kindCalled(kinds, owner)
  const words = visible(`${owner.kind} ${owner.name}`)
  if (kind === undefined || (!kind.namespaced && 'space' in what)) return words
  const named = { name: owner.name, namespace: kind.namespaced ? namespace : undefined }
  return (
    <Link component={RouterLink} to={paths.object(what, kind, named)}>
      {words}
    </Link>
  )
}
