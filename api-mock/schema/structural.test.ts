import { expect, test } from 'vitest'
import type { JsonSchema } from '#kube/json-schema.ts'
import { schemaProblems } from './structural.ts'

const root = 'spec.validation.openAPIV3Schema'

/** The problems of a schema whose one property `x` is the given one. */
function problems(property: JsonSchema): string[] {
  return schemaProblems({ type: 'object', properties: { x: property } }).map(
    ({ field = '', message }) => `${field.replace(`${root}.properties[x]`, 'x')}: ${message}`,
  )
}

test.each<[JsonSchema]>([
  [{ type: 'string', pattern: '^a', enum: ['a'], default: 'a' }],
  [{ 'x-kubernetes-preserve-unknown-fields': true }],
  [{ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }],
  [
    {
      'x-kubernetes-int-or-string': true,
      allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: 'a' }],
    },
  ],
  [
    {
      type: 'object',
      properties: { a: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { properties: { a: { enum: ['b'] } } }],
    },
  ],
  [
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    },
  ],
  [{ type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true }],
])('%j is structural', (schema) => {
  expect(problems(schema)).toEqual([])
})

test.each<[JsonSchema, string[]]>([
  [
    { properties: { a: { type: 'integer' } } },
    ['x.type: Required value: must not be empty for specified object fields'],
  ],
  [
    { type: 'objekt' },
    [
      'x.type: Unsupported value: "objekt": supported values: "array", "boolean", "integer", "number", "object", "string"',
    ],
  ],
  [{ type: 'array' }, ['x.items: Required value: must be specified']],
  [
    { type: 'array', items: {} },
    ['x.items.type: Required value: must not be empty for specified array items'],
  ],
  [
    { type: 'string', pattern: '(?=a)' },
    [
      'x.pattern: Invalid value: "(?=a)": must be a valid regular expression, but isn\'t: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    ],
  ],
  [
    { type: 'string', anyOf: [{ type: 'string' }, { description: 'd' }] },
    [
      'x.anyOf[0].type: Forbidden: must be empty to be structural',
      'x.anyOf[1].description: Forbidden: must be empty to be structural',
    ],
  ],
  [
    { type: 'object', not: { properties: { metadata: {} } } },
    ['x.not.properties[metadata]: Forbidden: must not be specified in a nested context'],
  ],
  [
    { 'x-kubernetes-int-or-string': true, 'x-kubernetes-preserve-unknown-fields': true },
    [
      'x.x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true',
    ],
  ],
  [
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } },
    ['x.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive'],
  ],
  [
    { type: 'array', uniqueItems: true, items: { type: 'string' } },
    [
      'x.uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    ],
  ],
  [
    { type: 'string', default: 5 },
    ['x.default: Invalid value: "integer":  in body must be of type string: "integer"'],
  ],
  [
    { type: 'object', 'x-kubernetes-embedded-resource': true },
    [
      'x.properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
    ],
  ],
  [
    { type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'string' } },
    [
      'x.x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map',
      'x.items.type: Invalid value: "string": must be object if parent array\'s x-kubernetes-list-type is map',
    ],
  ],
  [
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a', 'b'],
      items: { type: 'object', properties: { a: { type: 'string' } } },
    },
    [
      'x.x-kubernetes-list-map-keys: Invalid value: ["a","b"]: entries must all be names of item properties',
      'x.items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property',
    ],
  ],
  [
    { type: 'string', 'x-kubernetes-list-type': 'set' },
    ['x.type: Invalid value: "string": must be array if x-kubernetes-list-type is specified'],
  ],
  [
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': false },
    ['x.x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined'],
  ],
  [JSON.parse('{"type":"object","$ref":"#/x"}'), ['x.$ref: Forbidden: $ref is not supported']],
])('%j is not', (schema, expected) => {
  expect(problems(schema)).toEqual(expected)
})

test('the root is an object that says nothing of metadata but names', () => {
  expect(schemaProblems({}).map(({ message }) => message)).toEqual([
    'Required value: must not be empty at the root',
  ])
  expect(schemaProblems({ type: 'string', nullable: true }, 'here')).toEqual([
    {
      reason: 'FieldValueForbidden',
      field: 'here.nullable',
      message: 'Forbidden: nullable cannot be true at the root',
    },
    {
      reason: 'FieldValueInvalid',
      field: 'here.type',
      message: 'Invalid value: "string": must be object at the root',
    },
  ])
  const named = { type: 'object', properties: { name: { type: 'string', maxLength: 5 } } }
  expect(schemaProblems({ type: 'object', properties: { metadata: named } })).toEqual([])
  const labelled = { type: 'object', properties: { labels: { type: 'object' } } }
  expect(
    schemaProblems({ type: 'object', properties: { metadata: labelled } }).map(({ message }) => message),
  ).toEqual([
    'Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified',
  ])
})
