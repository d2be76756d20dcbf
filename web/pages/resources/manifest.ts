import type { KubeObject } from '#kube/types.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { ServedKind } from '#web/data/kinds-inside.ts'
import { fieldsOf } from '#web/pages/inside/fields.ts'

interface Wanted {
  /** Whether who manages which field is part of it. */
  managed: boolean
  /** Whether the values of a Secret are. */
  revealed: boolean
}

/** An object with its kind, which lists leave out, in the order in which people write it. */
export function manifestOf(kind: ServedKind, object: KubeObject, { managed, revealed }: Wanted): object {
  const { apiVersion: _, kind: __, metadata, ...rest } = object
  const { managedFields, ...others } = metadata
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: managed && managedFields !== undefined ? { ...others, managedFields } : others,
    ...rest,
    ...(revealed || !('data' in rest) ? {} : { data: hidden(rest['data']) }),
  }
}

/** As many dots for each, so that not even lengths are told. */
function hidden(data: unknown): Record<string, string> {
  return Object.fromEntries(Object.keys(fieldsOf(data)).map((key) => [key, '••••••••']))
}
