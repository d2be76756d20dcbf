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

/** What the objects of a kind look like. `spec` and `status` are the wire shapes, with every field of the contract. */
export interface KindSchema<
  Spec extends z.ZodMiniType = z.ZodMiniType,
  State extends z.ZodMiniType = z.ZodMiniType,
> {
  description: string
  spec: Spec
  status: State
  columns: readonly PrinterColumn[]
}

/**
 * One resource kind of the management API, as data: everything generic (REST, CRD, OpenAPI, discovery,
 * paths, watch) is derived from it.
 */
export interface Kind<Schema extends KindSchema = KindSchema> {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  shortNames: readonly string[]
  scope: 'Cluster' | 'Namespaced'
  /** The longest name from which every derived name still fits 63 characters. */
  maxNameLength: number
  /** Set where values are kept from whoever reads the disk or the memory of the gateway. */
  isSecret?: true
  /** There in `api/kinds.ts` alone: who only asks for objects needs their type, and the browser loads no more. */
  schema?: Schema
}

/** A kind that can be installed. */
export interface StoredKind extends Kind {
  schema: KindSchema
}

type SchemaOf<K extends Kind> = NonNullable<K['schema']>

/** What is in the objects of a kind: `ObjectOf<typeof team>`. */
export interface ObjectOf<K extends Kind> {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  spec: z.output<SchemaOf<K>['spec']>
  status?: z.output<SchemaOf<K>['status']>
}

/** The group that Loft's clients speak; a protocol identifier, nothing else. */
export const managementGroup = 'management.loft.sh'

/** A kind of the group `management.loft.sh/v1`; its type knows the shapes of the schema. */
export function managementKind<Schema extends KindSchema>(
  kind: Omit<Kind, 'group' | 'version' | 'singular' | 'schema'>,
): Kind<Schema> {
  return { group: managementGroup, version: 'v1', singular: kind.kind.toLowerCase(), ...kind }
}
