import type { JsonSchema } from '#kube/json-schema.ts'
import type { StatusCause } from '#kube/status.ts'
import type { TableRowCondition } from '#kube/table.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Transaction } from '#api-mock/store/transaction.ts'

/** A printer column; `value` reads the cell, where undefined is an empty one. */
export interface Column {
  name: string
  type: string
  format: string
  description: string
  /** 0 is shown always, more only in wide views. */
  priority: number
  value: (object: KubeObject) => unknown
}

/** Who asks, after impersonation. */
export interface UserInfo {
  username: string
  uid?: string
  groups: readonly string[]
  extra?: Record<string, readonly string[]>
}

/** What a hook may look at besides the object; it must not wait for anything. */
export interface Admission {
  transaction: Transaction
  user: UserInfo
  verb: 'create' | 'update' | 'delete'
}

/** A kind that is answered and not stored, as the access reviews are. */
export type Review = (
  object: KubeObject,
  asked: {
    user: UserInfo
    namespace: string | undefined
    now: string
    userOf: (token: string) => UserInfo | undefined
  },
) => Record<string, unknown>

/** What differs between kinds: small functions of the object, each of them optional. */
export interface Strategy {
  /** Fills in what a kind defaults, and brings it into its normal form; also before an apply is compared. */
  defaults?(object: KubeObject): KubeObject
  prepareForCreate?(object: KubeObject): KubeObject
  /** `live` is the stored object; what may not change through this endpoint is taken from it. */
  prepareForUpdate?(object: KubeObject, live: KubeObject, subresource: string | undefined): KubeObject
  /** What is wrong with a new or (with `live`) a changed object. */
  validate?(object: KubeObject, live?: KubeObject): StatusCause[]
  /** What is odd about an object but no reason to refuse it. */
  warnings?(object: KubeObject): string[]
  /** Throws StatusError when the object may not be stored in this cluster now. */
  admit?(object: KubeObject, live: KubeObject | undefined, admission: Admission): void
  /** Fields besides metadata.name and metadata.namespace that a field selector may use. */
  selectable?: Record<string, (object: KubeObject) => string>
  /** Whether something besides metadata.finalizers keeps an object that is being deleted. */
  isHeldBack?(object: KubeObject): boolean
  /**
   * What a deletion makes of an object that cannot go at once, `deletionTimestamp` included; undefined lets
   * it go. Kinds without this hook are held by their finalizers alone.
   */
  beginDeletion?(object: KubeObject, now: string): KubeObject | undefined
}

/** Which part of an object a subresource reads and writes. */
export type Subresource = 'status' | 'scale' | 'finalize'

/** A resource as the API serves it; built-in kinds and custom resources take the same path. */
export interface ResourceDefinition {
  group: string
  version: string
  kind: string
  listKind: string
  plural: string
  singular: string
  shortNames: readonly string[]
  categories: readonly string[]
  namespaced: boolean
  verbs: readonly string[]
  subresources: readonly Subresource[]
  /** Items of a custom resource's list carry `apiVersion` and `kind`, and its unknown fields are schema's. */
  custom?: CustomResource
  /** The fields of a built-in kind; one without a schema is taken as it comes. */
  schema?: JsonSchema
  columns: readonly Column[]
  /** What a row of a Table tells besides its cells; most kinds tell nothing. */
  rowConditions?: (object: KubeObject) => TableRowCondition[]
  strategy: Strategy
  review?: Review
  /** How names are formed. */
  names: 'subdomain' | 'label' | 'path-segment'
  /** Whether `metadata.generation` is kept, and counts changes outside of metadata and status. */
  generation: boolean
  /** What a typed kind's bookmark carries besides metadata, such as an empty spec. */
  empty?: Record<string, unknown>
}

export interface CustomResource {
  schema: JsonSchema
  preserveUnknownFields: boolean
  scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string }
  /** What clients of a deprecated version are warned with. */
  deprecation?: string
  storageVersion: string
  /** The name of its CustomResourceDefinition. */
  definedBy: string
}

/** Where a resource's objects are in the store: all its versions share them. */
export function storageKey({ group, plural }: { group: string; plural: string }): string {
  return `${group}/${plural}`
}
