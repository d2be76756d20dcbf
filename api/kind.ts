import type { ObjectMeta } from '#kube/types.ts'
import type * as z from 'zod/mini'

/** A column that kubectl and the tables of other clients print beside the name. */
export interface PrinterColumn {
  name: string
  type: 'string' | 'integer' | 'boolean' | 'date'
  jsonPath: string
  description: string
  /** 0 (the default) is shown always, 1 only with `-o wide`. */
  priority?: number
}

/**
 * One resource kind of the management API, as data: everything generic (REST, CRD, OpenAPI, discovery,
 * paths, watch) is derived from it. `spec` and `status` are the wire shapes; every field that the contract
 * says to keep is in them.
 */
export interface Kind<
  Spec extends z.ZodMiniType = z.ZodMiniType,
  State extends z.ZodMiniType = z.ZodMiniType,
> {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  shortNames: readonly string[]
  scope: 'Cluster' | 'Namespaced'
  description: string
  /** The longest name from which every derived name still fits 63 characters. */
  maxNameLength: number
  spec: Spec
  status: State
  columns: readonly PrinterColumn[]
}

/** What is in the objects of a kind: `ObjectOf<typeof team>`. */
export interface ObjectOf<K extends Kind> {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec: z.output<K['spec']>
  status?: z.output<K['status']>
}

/** The group that Loft's clients speak; a protocol identifier, nothing else. */
export const managementGroup = 'management.loft.sh'

/** A kind of the group `management.loft.sh/v1`; keeps the types of its shapes. */
export function managementKind<Spec extends z.ZodMiniType, State extends z.ZodMiniType>(
  kind: Omit<Kind<Spec, State>, 'group' | 'version' | 'singular'>,
): Kind<Spec, State> {
  return { group: managementGroup, version: 'v1', singular: kind.kind.toLowerCase(), ...kind }
}
