import { type FieldCause, forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { sameJson } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import type { StatusCause } from '#kube/status.ts'

import { compilePattern, PatternError } from './pattern.ts'
import { wordProblems } from './schema-words.ts'
import { validate } from './validate.ts'

type Place = 'root' | 'item' | 'field'

/**
 * What keeps a schema of a CRD from being structural, with kube-apiserver's words; nothing when the list is
 * empty. `path` is the field that holds the schema: kube-apiserver names this one when all versions of the CRD
 * have the same schema, else `spec.versions[i].schema.openAPIV3Schema`. Rules in CEL are not read.
 */
export function schemaProblems(schema: JsonSchema, path = 'spec.validation.openAPIV3Schema'): StatusCause[] {
  const nullable =
    schema.nullable === true
      ? [forbiddenValue(`${path}.nullable`, 'nullable cannot be true at the root')]
      : []
  const structure = structureProblems(schema, 'root', path)
  const defaults = structure.length > 0 ? [] : defaultProblems(schema, path)
  return [...nullable, ...structure, ...defaults, ...wordProblems(schema, path, true)]
}

function structureProblems(schema: JsonSchema, place: Place, path: string): FieldCause[] {
  const { type = '', items, properties = {}, additionalProperties } = schema
  const problems: FieldCause[] = []
  if (type === 'array' && items === undefined)
    problems.push(requiredValue(`${path}.items`, 'must be specified'))
  if (items !== undefined) problems.push(...structureProblems(items, 'item', `${path}.items`))
  for (const [key, property] of Object.entries(properties)) {
    problems.push(...structureProblems(property, 'field', `${path}.properties[${key}]`))
  }
  if (additionalProperties !== undefined && place === 'root') {
    problems.push(forbiddenValue(`${path}.additionalProperties`, 'must not be used at the root'))
  }
  if (typeof additionalProperties === 'object') {
    problems.push(...structureProblems(additionalProperties, 'field', `${path}.additionalProperties`))
  }
  return [
    ...problems,
    ...intOrStringProblems(schema, path),
    ...combinationProblems(schema, path),
    ...typeProblems(schema, place, path),
    ...metadataProblems(schema, place, path),
  ]
}

function intOrStringProblems(schema: JsonSchema, path: string): FieldCause[] {
  if (schema['x-kubernetes-int-or-string'] !== true) return []
  const words = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const
  return words
    .filter((word) => schema[word] === true)
    .map((word) =>
      invalidValue(`${path}.${word}`, true, 'must be false if x-kubernetes-int-or-string is true'),
    )
}

const whereTypeIsMissing: Record<Place, string> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
}

function typeProblems(schema: JsonSchema, place: Place, path: string): FieldCause[] {
  const { type = '', additionalProperties, properties = {} } = schema
  const embedded = schema['x-kubernetes-embedded-resource'] === true
  const preserved = schema['x-kubernetes-preserve-unknown-fields'] === true
  const problems: FieldCause[] = []
  if (embedded && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true'
    const field = `${path}.type`
    problems.push(type === '' ? requiredValue(field, why) : invalidValue(field, type, why))
  } else if (type === '' && schema['x-kubernetes-int-or-string'] !== true && !preserved) {
    problems.push(requiredValue(`${path}.type`, whereTypeIsMissing[place]))
  }
  if (embedded && additionalProperties !== undefined) {
    const why = 'must not be used if x-kubernetes-embedded-resource is set'
    problems.push(forbiddenValue(`${path}.additionalProperties`, why))
  }
  if (place === 'root' && type !== '' && type !== 'object') {
    problems.push(invalidValue(`${path}.type`, type, 'must be object at the root'))
  }
  if (embedded && !preserved && Object.keys(properties).length === 0) {
    const why =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields'
    problems.push(requiredValue(`${path}.properties`, why))
  }
  return problems
}

function metadataProblems(schema: JsonSchema, place: Place, path: string): FieldCause[] {
  if (place !== 'root' && schema['x-kubernetes-embedded-resource'] !== true) return []
  const properties = schema.properties ?? {}
  const problems: FieldCause[] = []
  for (const key of ['kind', 'apiVersion'] as const) {
    const type = properties[key]?.type ?? ''
    if (Object.hasOwn(properties, key) && type !== 'string') {
      problems.push(invalidValue(`${path}.properties[${key}].type`, type, 'must be string'))
    }
  }
  const metadata = Object.hasOwn(properties, 'metadata') ? properties['metadata'] : undefined
  if (metadata === undefined) return problems
  const field = `${path}.properties[metadata]`
  if (metadata.type !== 'object') {
    problems.push(invalidValue(`${field}.type`, metadata.type ?? '', 'must be object'))
  }
  if (place === 'root' && !restrictsNamesOnly(metadata)) {
    const why =
      'must not specify anything other than name and generateName, but metadata is implicitly specified'
    problems.push(forbiddenValue(field, why))
  }
  return problems
}

function restrictsNamesOnly({ properties = {}, ...rest }: JsonSchema): boolean {
  const names = Object.keys(properties).every((key) => key === 'name' || key === 'generateName')
  return names && Object.keys(rest).every((word) => word === 'type' || word === 'default')
}

/** The only `anyOf` that may name types: how int-or-string is written for other readers. */
const intOrString = [{ type: 'integer' }, { type: 'string' }]

function combinationProblems(schema: JsonSchema, path: string): FieldCause[] {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern = '' } = schema
  const problems: FieldCause[] = []
  if (!sameJson(anyOf, intOrString)) problems.push(...nestedProblems(anyOf, `${path}.anyOf`))
  allOf.forEach((part, index) => {
    const known = index === 0 && sameJson(part.anyOf, intOrString)
    const checked = known ? { ...part, anyOf: [] } : part
    problems.push(...nested(checked, `${path}.allOf[${index}]`))
  })
  problems.push(...nestedProblems(oneOf, `${path}.oneOf`))
  if (not !== undefined) problems.push(...nested(not, `${path}.not`))
  const why = pattern === '' ? undefined : patternProblem(pattern)
  if (why !== undefined) problems.push(invalidValue(`${path}.pattern`, pattern, why))
  return problems
}

function patternProblem(pattern: string): string | undefined {
  try {
    compilePattern(pattern)
    return undefined
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    return `must be a valid regular expression, but isn't: ${error.message}`
  }
}

function nestedProblems(schemas: readonly JsonSchema[], path: string): FieldCause[] {
  return schemas.flatMap((schema, index) => nested(schema, `${path}[${index}]`))
}

/** Words that belong outside of anyOf, oneOf, allOf and not, with what they must be inside. */
const outside = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
] as const

function nested(schema: JsonSchema, path: string): FieldCause[] {
  const { items, properties = {} } = schema
  const problems = combinationProblems(schema, path)
  if (items !== undefined) problems.push(...nested(items, `${path}.items`))
  for (const [key, property] of Object.entries(properties)) {
    problems.push(...nested(property, `${path}.properties[${key}]`))
  }
  for (const [word, why] of outside) {
    if (schema[word]) problems.push(forbiddenValue(`${path}.${word}`, why))
  }
  if (Object.hasOwn(properties, 'metadata')) {
    problems.push(forbiddenValue(`${path}.properties[metadata]`, 'must not be specified in a nested context'))
  }
  return problems
}

/** A default must itself be valid. */
function defaultProblems(schema: JsonSchema, path: string): StatusCause[] {
  const { default: preset, items, properties = {}, additionalProperties } = schema
  const own = preset === undefined || preset === null ? [] : validate(schema, preset, `${path}.default`)
  return [
    ...own,
    ...(items === undefined ? [] : defaultProblems(items, `${path}.items`)),
    ...Object.entries(properties).flatMap(([key, property]) =>
      defaultProblems(property, `${path}.properties[${key}]`),
    ),
    ...(typeof additionalProperties === 'object'
      ? defaultProblems(additionalProperties, `${path}.additionalProperties`)
      : []),
  ]
}
