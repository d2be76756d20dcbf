import {
  type FieldCause,
  forbiddenValue,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from '#kube/causes.ts'
import type { JsonSchema } from '#kube/json-schema.ts'

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string']

/** Words of JSON schema that Kubernetes does not take; a schema that was sent may hold them all the same. */
const unsupported = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref']

const ofEveryObject = new Set(['apiVersion', 'kind', 'metadata'])

/** What is wrong with the words of a schema and of its parts, apart from its being structural. */
export function wordProblems(schema: JsonSchema, path: string, isRoot = false): FieldCause[] {
  return [
    ...standardProblems(schema, path),
    ...partProblems(schema, path, isRoot),
    ...mapTypeProblems(schema, path),
    ...listTypeProblems(schema, path),
    ...listKeyProblems(schema, path),
    ...elementProblems(schema, path),
  ]
}

function standardProblems(schema: JsonSchema, path: string): FieldCause[] {
  const { type = '', uniqueItems = false } = schema
  const problems: FieldCause[] = []
  if (type !== '' && !types.includes(type)) problems.push(unsupportedValue(`${path}.type`, type, types))
  for (const word of unsupported) {
    if (Object.hasOwn(schema, word))
      problems.push(forbiddenValue(`${path}.${word}`, `${word} is not supported`))
  }
  if (type === 'null') {
    const why = 'type cannot be set to null, use nullable as an alternative'
    problems.push(forbiddenValue(`${path}.type`, why))
  }
  if (Array.isArray(schema.items)) {
    problems.push(forbiddenValue(`${path}.items`, 'items must be a schema object and not an array'))
  }
  if (uniqueItems) {
    const why = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'
    problems.push(forbiddenValue(`${path}.uniqueItems`, why))
  }
  return problems
}

function partProblems(schema: JsonSchema, path: string, isRoot: boolean): FieldCause[] {
  const { additionalProperties, properties = {}, items, not } = schema
  const problems: FieldCause[] = []
  const hasProperties = Object.keys(properties).length > 0
  if (hasProperties && additionalProperties !== undefined && additionalProperties !== true) {
    const why = 'additionalProperties and properties are mutual exclusive'
    problems.push(forbiddenValue(`${path}.additionalProperties`, why))
  }
  if (typeof additionalProperties === 'object') {
    problems.push(...wordProblems(additionalProperties, `${path}.additionalProperties`))
  }
  for (const [key, property] of Object.entries(properties)) {
    const field = `${path}.properties[${key}]`
    if (isRoot && ofEveryObject.has(key) && property.default !== undefined) {
      problems.push(forbiddenValue(`${field}.default`, `must not be set in top-level ${key}`))
    }
    problems.push(...wordProblems(property, field))
  }
  if (not !== undefined) problems.push(...wordProblems(not, `${path}.not`))
  for (const word of ['allOf', 'oneOf', 'anyOf'] as const) {
    schema[word]?.forEach((part, index) => {
      problems.push(...wordProblems(part, `${path}.${word}[${index}]`))
    })
  }
  if (items !== undefined && !Array.isArray(items)) problems.push(...wordProblems(items, `${path}.items`))
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    const field = `${path}.x-kubernetes-preserve-unknown-fields`
    problems.push(invalidValue(field, false, 'must be true or undefined'))
  }
  return problems
}

/** A word that goes with one type only. */
function needsType(schema: JsonSchema, type: string, word: string, path: string): FieldCause[] {
  if (schema.type === type) return []
  const why = `must be ${type} if ${word} is specified`
  const { type: actual = '' } = schema
  return [actual === '' ? requiredValue(`${path}.type`, why) : invalidValue(`${path}.type`, actual, why)]
}

function mapTypeProblems(schema: JsonSchema, path: string): FieldCause[] {
  const word = 'x-kubernetes-map-type'
  const mapType: string | undefined = schema[word]
  if (mapType === undefined) return []
  const known = ['atomic', 'granular']
  return [
    ...needsType(schema, 'object', word, path),
    ...(known.includes(mapType) ? [] : [unsupportedValue(`${path}.${word}`, mapType, known)]),
  ]
}

function listTypeProblems(schema: JsonSchema, path: string): FieldCause[] {
  const word = 'x-kubernetes-list-type'
  const listType: string | undefined = schema[word]
  if (listType === undefined) return []
  const problems = needsType(schema, 'array', word, path)
  const { type, [word]: inner, 'x-kubernetes-map-type': map } = schema.items ?? {}
  const why = 'must be atomic as item of a list with x-kubernetes-list-type=set'
  if (
    problems.length === 0 &&
    listType === 'set' &&
    type === 'array' &&
    inner !== undefined &&
    inner !== 'atomic'
  ) {
    problems.push(invalidValue(`${path}.items.${word}`, inner, why))
  }
  if (problems.length === 0 && listType === 'set' && type === 'object' && map !== 'atomic') {
    problems.push(invalidValue(`${path}.items.x-kubernetes-map-type`, inner ?? null, why))
  }
  const known = ['atomic', 'set', 'map']
  if (!known.includes(listType)) problems.push(unsupportedValue(`${path}.${word}`, listType, known))
  return problems
}

function listKeyProblems(schema: JsonSchema, path: string): FieldCause[] {
  const { 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys = [], items } = schema
  const field = `${path}.x-kubernetes-list-map-keys`
  if (listType !== 'map') {
    if (keys.length === 0) return []
    const why = 'must be map if x-kubernetes-list-map-keys is non-empty'
    const typeField = `${path}.x-kubernetes-list-type`
    return [listType === undefined ? requiredValue(typeField, why) : invalidValue(typeField, listType, why)]
  }
  const problems: FieldCause[] = []
  if (keys.length === 0) {
    problems.push(requiredValue(field, 'must not be empty if x-kubernetes-list-type is map'))
  }
  if (items === undefined) {
    problems.push(requiredValue(`${path}.items`, 'must have a schema if x-kubernetes-list-type is map'))
  } else if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map"
    problems.push(invalidValue(`${path}.items.type`, items.type ?? '', why))
  } else problems.push(...keyProblems(items, keys, path))
  return problems
}

function keyProblems(items: JsonSchema, keys: readonly string[], path: string): FieldCause[] {
  const field = `${path}.x-kubernetes-list-map-keys`
  const { properties = {} } = items
  return keys.flatMap((key, index) => {
    const problems: FieldCause[] = []
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (property === undefined) {
      problems.push(invalidValue(field, keys, 'entries must all be names of item properties'))
    } else if (property.type === 'array' || property.type === 'object') {
      const why = "must be a scalar type if parent array's x-kubernetes-list-type is map"
      problems.push(invalidValue(`${path}.items.properties[${key}].type`, items.type, why))
    }
    if (keys.indexOf(key) < index) {
      problems.push(invalidValue(field, keys, 'must not contain duplicate entries'))
    }
    return problems
  })
}

/** An element that is found by its keys must have them. */
function elementProblems(schema: JsonSchema, path: string): FieldCause[] {
  const { 'x-kubernetes-list-type': listType, 'x-kubernetes-list-map-keys': keys = [], items } = schema
  if (items === undefined || (listType !== 'set' && listType !== 'map')) return []
  const problems: FieldCause[] = []
  if (items.nullable === true) {
    const why = `cannot be nullable when x-kubernetes-list-type is ${listType}`
    problems.push(forbiddenValue(`${path}.items.nullable`, why))
  }
  const { properties = {}, required = [] } = items
  for (const key of listType === 'map' ? keys : []) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    const field = `${path}.items.properties[${key}]`
    if (property !== undefined && !required.includes(key) && property.default === undefined) {
      const why =
        'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property'
      problems.push(requiredValue(`${field}.default`, why))
    }
    if (property?.nullable === true) {
      const why = 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable'
      problems.push(forbiddenValue(`${field}.nullable`, why))
    }
  }
  return problems
}
