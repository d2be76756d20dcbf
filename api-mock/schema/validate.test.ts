import { expect, test } from 'vitest'
import { rawNumber } from '#kube/json.ts'
import type { JsonSchema } from '#kube/json-schema.ts'
import { validate, validateUpdate } from './validate.ts'

function problems(schema: JsonSchema, value: unknown): string[] {
  return problemsOf({ type: 'object', properties: { spec: schema } }, { spec: value })
}

function problemsOf(schema: JsonSchema, value: unknown, path?: string): string[] {
  return validate(schema, value, path).map(({ reason, message, field }) => `${reason} ${field}: ${message}`)
}

test.each<[JsonSchema, unknown[]]>([
  [{}, [1, 'a', null, [], {}]],
  [{ type: 'string' }, ['']],
  [{ type: 'integer' }, [1, -5, rawNumber('9007199254740993')]],
  [{ type: 'number' }, [1, 1.5, rawNumber('9007199254740993')]],
  [{ type: 'string', nullable: true }, [null]],
  [{ 'x-kubernetes-int-or-string': true }, [80, 'http']],
  [{ type: 'integer', format: 'int32' }, [2 ** 31 - 1]],
  [{ type: 'string', format: 'no-such-format' }, ['x']],
  [{ type: 'string', enum: ['a'] }, ['a']],
  [{ type: 'string', maxLength: 2, minLength: 2 }, ['ab', '🙂🙂']],
  [{ type: 'object', properties: { a: { type: 'string' } } }, [{ a: 'x', other: 1 }]],
  [{ type: 'number', multipleOf: 0.5 }, [1.5, 2.5]],
  [{ not: { enum: ['a'] } }, ['b']],
  [{ oneOf: [{ enum: ['a'] }, { enum: ['b'] }] }, ['a', 'b']],
  [{ type: 'string', anyOf: [{ minLength: 3 }, { pattern: '^x' }] }, ['abc', 'x']],
])('%j admits %j', (schema, values) => {
  expect(values.flatMap((value) => problems(schema, value))).toEqual([])
})

test.each<[JsonSchema, unknown, string[]]>([
  [
    { type: 'string' },
    5,
    ['FieldValueTypeInvalid spec: Invalid value: "integer": spec in body must be of type string: "integer"'],
  ],
  [
    { type: 'string' },
    null,
    ['FieldValueTypeInvalid spec: Invalid value: "null": spec in body must be of type string: "null"'],
  ],
  [
    { type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } } },
    { a: ['x', 2] },
    [
      'FieldValueTypeInvalid spec.a[1]: Invalid value: "integer": spec.a[1] in body must be of type string: "integer"',
    ],
  ],
  [
    { type: 'integer' },
    1.5,
    [
      'FieldValueTypeInvalid spec: Invalid value: "number": spec in body must be of type integer: "number"',
      'FieldValueInvalid <nil>: Invalid value: "": Checked value must be of type integer (default format) in spec',
    ],
  ],
  [
    { type: 'integer', format: 'int32' },
    2 ** 31,
    [
      'FieldValueInvalid <nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec',
    ],
  ],
  [
    { type: 'integer', format: 'int64' },
    rawNumber('9223372036854775808'),
    [
      'FieldValueTypeInvalid spec: Invalid value: "float64": spec in body must be of type int64: "float64"',
      'FieldValueInvalid <nil>: Invalid value: "": Checked value must be of type integer with format int64 in spec',
    ],
  ],
  [
    { type: 'string', format: 'date-time' },
    true,
    ['FieldValueTypeInvalid spec: Invalid value: "": spec in body must be of type date-time: ""'],
  ],
  [
    { type: 'integer', exclusiveMinimum: true, minimum: 1, maximum: 3, exclusiveMaximum: true },
    1,
    ['FieldValueInvalid spec: Invalid value: 1: spec in body should be greater than 1'],
  ],
  [
    { type: 'number', maximum: 1.5 },
    1.6,
    ['FieldValueInvalid spec: Invalid value: 1.6: spec in body should be less than or equal to 1.5'],
  ],
  [
    { type: 'integer', multipleOf: 5 },
    7,
    ['FieldValueInvalid spec: Invalid value: 7: spec in body should be a multiple of 5'],
  ],
  [
    { type: 'number', multipleOf: 0.5 },
    2,
    ['FieldValueInvalid spec: Invalid value: 0: factor MultipleOf declared for spec must be positive: 0'],
  ],
  [
    { type: 'string', minLength: 3, pattern: '^x' },
    'ab',
    ['FieldValueInvalid spec: Invalid value: "ab": spec in body should be at least 3 chars long'],
  ],
  [
    { type: 'array', maxItems: 1, items: { type: 'integer' } },
    [1, 2],
    ['FieldValueTooMany spec: Too many: 2: must have at most 1 item'],
  ],
  [
    { type: 'object', minProperties: 2, additionalProperties: { type: 'string' } },
    { a: 1 },
    [
      'FieldValueInvalid spec: Invalid value: 1: spec in body should have at least 2 properties',
      'FieldValueTypeInvalid spec.a: Invalid value: "integer": spec.a in body must be of type string: "integer"',
    ],
  ],
  [
    { type: 'object', maxProperties: 1 },
    { a: 1, b: 2 },
    ['FieldValueTooMany spec: Too many: 2: must have at most 1 item'],
  ],
  [
    { type: 'integer', enum: [1, 2] },
    3,
    ['FieldValueNotSupported spec: Unsupported value: 3: supported values: "1", "2"'],
  ],
  [
    { type: 'string', anyOf: [{ minLength: 3 }, { pattern: '^x' }] },
    'ab',
    [
      'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate at least one schema (anyOf)',
      'FieldValueInvalid spec: Invalid value: "ab": spec in body should be at least 3 chars long',
    ],
  ],
  [
    { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    { a: 1, b: 1 },
    [
      'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
  ],
  [
    { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    {},
    [
      'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found none valid',
      'FieldValueRequired spec.a: Required value',
    ],
  ],
  [
    { allOf: [{ required: ['a'] }, {}] },
    {},
    [
      'FieldValueRequired spec.a: Required value',
      'FieldValueInvalid <nil>: Invalid value: "": "spec" must validate all the schemas (allOf)',
    ],
  ],
  [
    { not: { required: ['a'] } },
    { a: 1 },
    ['FieldValueInvalid <nil>: Invalid value: "": "spec" must not validate the schema (not)'],
  ],
  [
    { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    ['a', 'a', 'a'],
    ['FieldValueDuplicate spec[1]: Duplicate value: "a"'],
  ],
  [
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      items: { type: 'object' },
    },
    [{ port: 1, protocol: 'TCP' }, { port: 1 }, { protocol: 'TCP', port: 1, x: 2 }],
    ['FieldValueDuplicate spec[2]: Duplicate value: {"port":1,"protocol":"TCP"}'],
  ],
  [
    { type: 'object', additionalProperties: { type: 'array', 'x-kubernetes-list-type': 'set' } },
    { k: [1, 1] },
    ['FieldValueDuplicate spec[k][1]: Duplicate value: 1'],
  ],
])('%j refuses %j', (schema, value, expected) => {
  expect(problems(schema, value)).toEqual(expected)
})

test('at the root there is no path', () => {
  const schema = { type: 'object', required: ['spec'], properties: { a: { type: 'string' } } }
  expect(problemsOf(schema, { a: 1 })).toEqual([
    'FieldValueTypeInvalid a: Invalid value: "integer": a in body must be of type string: "integer"',
    'FieldValueRequired spec: Required value',
  ])
  expect(problemsOf(schema, [])).toEqual([
    'FieldValueTypeInvalid <nil>: Invalid value: "array":  in body must be of type object: "array"',
  ])
})

test('below a path the fields are told from the root, the messages from the path', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: { a: { type: 'string' }, l: { type: 'array', 'x-kubernetes-list-type': 'set' } },
    anyOf: [{ required: ['b'] }],
  }
  expect(problemsOf(schema, 'fine', 'status')[0]).toBe(
    'FieldValueTypeInvalid status: Invalid value: "string":  in body must be of type object: "string"',
  )
  expect(problemsOf(schema, { a: 1, l: [1, 1] }, 'status')).toEqual([
    'FieldValueInvalid status: Invalid value: "": "" must validate at least one schema (anyOf)',
    'FieldValueRequired status.b: Required value',
    'FieldValueTypeInvalid status.a: Invalid value: "integer": a in body must be of type string: "integer"',
    'FieldValueDuplicate status.l[1]: Duplicate value: 1',
  ])
})

test('a pattern that could not be compiled says so', () => {
  expect(problems({ type: 'string', pattern: '(?=a)' }, 'a')).toEqual([
    'FieldValueInvalid spec: Invalid value: "a": spec in body should match \'(?=a), but pattern is invalid: error parsing regexp: invalid or unsupported Perl syntax: `(?=`\'',
  ])
})

test('an update does not hold what was already so against the request', () => {
  const parts: JsonSchema = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: { type: 'object', properties: { size: { type: 'integer', maximum: 5 } } },
  }
  const schema: JsonSchema = {
    type: 'object',
    properties: { size: { type: 'integer', maximum: 5 }, note: { type: 'string' }, parts },
  }
  const before = {
    size: 9,
    parts: [
      { name: 'a', size: 9 },
      { name: 'b', size: 1 },
    ],
  }
  const after = {
    size: 9,
    note: 'x',
    parts: [
      { name: 'b', size: 8 },
      { name: 'a', size: 9 },
    ],
  }
  expect(validate(schema, after)).toHaveLength(3)
  expect(validateUpdate(schema, after, before).map(({ field }) => field)).toEqual(['parts[0].size'])
})
