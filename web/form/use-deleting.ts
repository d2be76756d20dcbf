import type { Kind } from '#api/kind.ts'
import type { ObjectMeta } from '#kube/types.ts'
import { useIsMutating } from '@tanstack/react-query'

/** Under which the deletion of one object goes on. */
export function deletionKey({ plural }: Pick<Kind, 'plural'>, { name, namespace = '' }: ObjectMeta) {
  return ['delete', plural, namespace, name] as const
}

/** Whether this person has just asked for its deletion, and the server has not answered yet. */
export function useDeleting(kind: Pick<Kind, 'plural'>, metadata: ObjectMeta): boolean {
  return useIsMutating({ mutationKey: deletionKey(kind, metadata) }) > 0
}
