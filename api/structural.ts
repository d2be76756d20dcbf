/** A JSON Schema as zod writes it, as far as our shapes use it. */
interface Schema {
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  items?: Schema
  required?: string[]
  enum?: unknown[]
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  additionalProperties?: Schema | boolean
  anyOf?: Schema[]
}

/** Words that stand in a structural schema as they stand in JSON Schema. */
const kept = [
  'type',
  'description',
  'required',
  'enum',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
] as const

/**
 * Makes a JSON Schema structural, as a CustomResourceDefinition needs it: null becomes `nullable`, an open
 * object keeps its unknown fields, a closed one prunes them (so `additionalProperties: false` is not said),
 * and the bounds of a JavaScript integer give way to `int64`.
 */
export function structural(schema: unknown): Record<string, unknown> {
  return convert(schema as Schema)
}

function convert(schema: Schema): Record<string, unknown> {
  const withoutNull = schema.anyOf?.filter(({ type }) => type !== 'null')
  const [only] = withoutNull ?? []
  if (schema.anyOf !== undefined) {
    if (only === undefined || withoutNull?.length !== 1)
      throw new Error('a structural schema has no union but with null')
    return {
      ...convert(only),
      ...(schema.description === undefined ? {} : { description: schema.description }),
      nullable: true,
    }
  }
  if (Array.isArray(schema.type)) {
    const [type, ...others] = schema.type.filter((each) => each !== 'null')
    if (type === undefined || others.length > 0 || schema.type.length !== 2)
      throw new Error('a structural schema has no union but with null')
    return { ...convert({ ...schema, type }), nullable: true }
  }
  const result: Record<string, unknown> = {}
  for (const word of kept) if (schema[word] !== undefined) result[word] = schema[word]
  if (schema.type === 'integer') Object.assign(result, integerBounds(schema))
  if (schema.items !== undefined) result['items'] = convert(schema.items)
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length > 0) {
    result['properties'] = Object.fromEntries(properties.map(([name, property]) => [name, convert(property)]))
  }
  const more = schema.additionalProperties
  if (typeof more === 'object' && more.type !== undefined) result['additionalProperties'] = convert(more)
  else if (typeof more === 'object') result['x-kubernetes-preserve-unknown-fields'] = true
  return result
}

function integerBounds({ minimum, maximum }: Schema): Record<string, unknown> {
  const within = (value: number | undefined) =>
    value !== undefined && Number.isSafeInteger(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER
  return {
    format: 'int64',
    ...(within(minimum) ? { minimum } : {}),
    ...(within(maximum) ? { maximum } : {}),
  }
}
