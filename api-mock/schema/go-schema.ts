import type { JsonSchema } from '#kube/json-schema.ts'
import published from '#api-mock/generated/schemas.json' with { type: 'json' }

/** What Go's encoder does with the fields of a struct; see e2e/oracle/schemas.ts. */
export interface Encoding {
  zero?: Readonly<Record<string, unknown>>
  structs?: readonly string[]
  omit?: readonly string[]
}

/** The schema of a built-in type with its references followed: a graph, since types can hold themselves. */
export interface GoSchema extends JsonSchema {
  /** Such as `v1.Container`. */
  goType?: string
  encoding?: Encoding
  properties?: Record<string, GoSchema>
  items?: GoSchema
  additionalProperties?: boolean | GoSchema
  'x-kubernetes-patch-merge-key'?: string
  'x-kubernetes-patch-strategy'?: string
}

/** A schema as it is published. */
export interface PublishedSchema {
  type?: string
  format?: string
  allOf?: { $ref: string }[]
  $ref?: string
  items?: PublishedSchema
  properties?: Record<string, PublishedSchema>
  additionalProperties?: PublishedSchema
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

export const publishedSchemas = published.schemas as Record<string, PublishedSchema>

const encodings = published.encoding as Record<string, Encoding>

/** Types that read themselves: what they take is not what their schema says. */
const special: Record<string, GoSchema> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string', format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': {
    format: 'int-or-string',
    'x-kubernetes-int-or-string': true,
  },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { type: 'string', format: 'micro-time' },
}

const anything: GoSchema = { 'x-kubernetes-preserve-unknown-fields': true }

let resolved: ReadonlyMap<string, GoSchema> | undefined

/** The schema by its published name, such as `io.k8s.api.core.v1.Pod`. Throws where there is none. */
export function goSchema(name: string): GoSchema {
  resolved ??= resolveAll()
  const found = resolved.get(name)
  if (found === undefined) throw new Error(`no schema is called ${name}`)
  return found
}

/** The published name of a kind's schema. */
export function schemaNameOf(group: string, version: string, kind: string): string | undefined {
  return namesByKind.get(`${group}/${version}/${kind}`)
}

const namesByKind = new Map(
  Object.entries(publishedSchemas).flatMap(([name, schema]) => {
    const kinds = schema['x-kubernetes-group-version-kind'] ?? []
    // Options are the same type in every group; no kind of ours is looked for by them.
    return kinds.length === 1
      ? kinds.map(({ group, version, kind }) => [`${group}/${version}/${kind}`, name] as const)
      : []
  }),
)

/** A schema that says something besides a reference; it gets the fields of what it refers to at the end. */
interface Waiting {
  node: GoSchema
  name: string
  own: object
}

function resolveAll(): Map<string, GoSchema> {
  const nodes = new Map<string, GoSchema>(Object.keys(publishedSchemas).map((name) => [name, {}]))
  const waiting: Waiting[] = []
  for (const [name, node] of nodes) {
    const schema = publishedSchemas[name] ?? {}
    const known = special[name] ?? (schema.properties === undefined ? withoutProperties(schema) : undefined)
    if (known !== undefined) Object.assign(node, known)
    else fill(node, schema, waiting)
    const [, goType] = /\.(v\d+\.\w+)$/.exec(name) ?? []
    const encoding = encodings[name]
    Object.assign(node, goType === undefined ? {} : { goType }, encoding === undefined ? {} : { encoding })
  }
  // By now every named node has its fields, so that a copy is complete although types may hold themselves.
  for (const { node, name, own } of waiting) Object.assign(node, nodes.get(name), own)
  return nodes
}

/** Types without fields are taken as they come: raw objects, and those that are of several types. */
function withoutProperties({ type }: PublishedSchema): GoSchema {
  return type === 'string' ? { type } : anything
}

function fill(node: GoSchema, schema: PublishedSchema, waiting: Waiting[]): void {
  const { allOf, $ref, items, properties, additionalProperties, ...own } = schema
  const reference = $ref ?? allOf?.[0]?.$ref
  if (reference !== undefined) {
    waiting.push({ node, name: reference.slice('#/components/schemas/'.length), own })
    return
  }
  const below = (each: PublishedSchema): GoSchema => {
    const made: GoSchema = {}
    fill(made, each, waiting)
    return made
  }
  Object.assign(node, own, {
    ...(items === undefined ? {} : { items: below(items) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: below(additionalProperties) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, each]) => [name, below(each)]),
          ),
        }),
  })
}
