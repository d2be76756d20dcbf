/** The part of OpenAPI v3 by which Kubernetes describes its kinds. */
export interface Schema {
  $ref?: string
  allOf?: Schema[]
  type?: string
  format?: string
  description?: string
  properties?: Record<string, Schema>
  items?: Schema
  additionalProperties?: boolean | Schema
  required?: string[]
  enum?: unknown[]
  default?: unknown
  'x-kubernetes-int-or-string'?: boolean
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-embedded-resource'?: boolean
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

/** One document of `/openapi/v3`: the kinds of a group and version, with what they refer to. */
export interface OpenApiDocument {
  components?: { schemas?: Record<string, Schema> }
}

/** A kind by the names that a manifest has for it. */
export interface KindName {
  apiVersion: string
  kind: string
}

/** What is known of the kinds that an API server serves. */
export interface Schemas {
  /** Undefined where the kind is not known, or not yet. */
  of(name: KindName): Schema | undefined
  /** The schema itself where it only refers to one. */
  resolve(schema: Schema | undefined): Schema | undefined
  /** All kinds that are known. */
  kinds(): readonly KindName[]
  /** Every version that the server serves: of most only the name is known until one of its kinds is written. */
  versions(): readonly string[]
}

/** Kubernetes never nests references deeper; what does is a circle. */
const mostReferences = 8

/** What documents say of kinds, as one; `versions` are those of which there is no document, too. */
export function schemasOf(documents: readonly OpenApiDocument[], versions: readonly string[] = []): Schemas {
  const byReference = new Map<string, Schema>()
  const byKind = new Map<string, Schema>()
  const names: KindName[] = []
  for (const { components } of documents) {
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      byReference.set(`#/components/schemas/${name}`, schema)
      for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
        const apiVersion = group === '' ? version : `${group}/${version}`
        // DeleteOptions and their like belong to every group, and are no objects that one writes.
        if (byKind.has(keyOf({ apiVersion, kind })) || schema.properties?.['metadata'] === undefined) continue
        byKind.set(keyOf({ apiVersion, kind }), schema)
        names.push({ apiVersion, kind })
      }
    }
  }
  const resolve = (schema: Schema | undefined, left = mostReferences): Schema | undefined => {
    const [only] = schema?.allOf ?? []
    const reference = schema?.$ref ?? (schema?.allOf?.length === 1 ? only?.$ref : undefined)
    if (schema === undefined || reference === undefined || left === 0) return schema
    const found = resolve(byReference.get(reference), left - 1)
    // What is said where it is used says more than what is said of the type.
    return (
      found && { ...found, ...(schema.description === undefined ? {} : { description: schema.description }) }
    )
  }
  const all = [...new Set([...versions, ...names.map(({ apiVersion }) => apiVersion)])].toSorted()
  return {
    of: (name) => byKind.get(keyOf(name)),
    resolve: (schema) => resolve(schema),
    kinds: () => names,
    versions: () => all,
  }
}

function keyOf({ apiVersion, kind }: KindName): string {
  return `${apiVersion} ${kind}`
}

/** A step from an object to what is in it: the name of a field, or any entry of a list. */
export type Step = string | number

/** The schema of what is at a path; undefined where nothing is said of it. */
export function schemaAt(
  schemas: Schemas,
  root: Schema | undefined,
  path: readonly Step[],
): Schema | undefined {
  let at = schemas.resolve(root)
  for (const step of path) {
    if (at === undefined) return undefined
    const next = typeof step === 'number' ? at.items : (at.properties?.[step] ?? valuesOf(at))
    at = schemas.resolve(next)
  }
  return at
}

/** The schema of the values of a map, such as labels. */
export function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

/** Whether a field may have any name at all. */
export function isOpen(schema: Schema): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties !== undefined ||
    schema.properties === undefined
  )
}

/** A type in the words that Kubernetes' own documents have for it. */
export function typeWords(schemas: Schemas, schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string')
    return 'integer or text'
  const { type, items } = schema
  if (type === 'array') {
    const of = schemas.resolve(items)
    return of === undefined ? 'list' : `list of ${typeWords(schemas, of)}`
  }
  if (type === 'object' && schema.properties === undefined) {
    const values = schemas.resolve(valuesOf(schema))
    return values === undefined ? 'object' : `map of ${typeWords(schemas, values)}`
  }
  return words[type ?? ''] ?? type ?? 'anything'
}

const words: Record<string, string> = { string: 'text', boolean: 'true or false' }
