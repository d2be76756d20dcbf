import type { ServedSubresource } from '#kube/discovery.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import type { StatusCause } from '#kube/status.ts'
import type { TableRowCondition } from '#kube/table.ts'
import type { KubeObject } from '#kube/types.ts'
import type { GoSchema } from '#api-mock/schema/go-schema.ts'
import type { Stored } from '#api-mock/store/stored.ts'
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

/** Whom a bearer token identifies; nobody where it was never given out. */
export type FindUser = (token: string) => (UserInfo & { audiences?: readonly string[] }) | undefined

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
    userOf: FindUser
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
  validate?(object: KubeObject, live?: KubeObject, subresource?: string): StatusCause[]
  /** What is odd about an object but no reason to refuse it. */
  warnings?(object: KubeObject): string[]
  /** Gives an object what depends on all others, such as an address; throws StatusError where there is none left. */
  allocate?(object: KubeObject, live: KubeObject | undefined, admission: Admission): KubeObject
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
  /**
   * How many seconds an object that is deleted may take to end by itself, where this many were asked for; with
   * 0 it goes at once. Kinds without this hook always do.
   */
  graceOf?(object: KubeObject, asked: number | undefined): number
}

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
  /** By name: parts of an object, or things that are done with it. */
  subresources: ReadonlyMap<string, ServedSubresource>
  /** Items of a custom resource's list carry `apiVersion` and `kind`, and its unknown fields are schema's. */
  custom?: CustomResource
  /** The Go type of a built-in kind. */
  schema?: GoSchema
  columns: readonly Column[]
  /** What a row of a Table tells besides its cells; most kinds tell nothing. */
  rowConditions?: (object: KubeObject) => TableRowCondition[]
  /** What clients of a deprecated kind or version are warned with. */
  deprecation?: string
  strategy: Strategy
  review?: Review
  /** How names are formed. */
  names: 'subdomain' | 'label' | 'path-segment'
  /** Whether `metadata.generation` is kept, and counts changes outside of metadata and status. */
  generation: boolean
  /** Objects that are made when they are asked for, and stored nowhere; they cannot be watched. */
  computed?: Computed
  /** Where another resource holds its objects, in another form: two groups serve events. */
  storedAs?: StoredAs
}

export interface Computed {
  get(namespace: string, name: string): Stored | undefined
  /** Those of one namespace or of all, sorted as stored ones are. */
  list(namespace?: string): Stored[]
}

export interface StoredAs {
  /** As `storageKey` gives it. */
  key: string
  toStored(object: KubeObject): KubeObject
  fromStored(object: KubeObject): KubeObject
}

export interface CustomResource {
  schema: JsonSchema
  preserveUnknownFields: boolean
  scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string }
  storageVersion: string
  /** The name of its CustomResourceDefinition. */
  definedBy: string
}

/** Where a resource's objects are in the store: all its versions share them. */
export function storageKey({
  group,
  plural,
  storedAs,
}: {
  group: string
  plural: string
  storedAs?: StoredAs
}): string {
  return storedAs?.key ?? `${group}/${plural}`
}
