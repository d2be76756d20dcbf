import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonSchema } from '#kube/json-schema.ts'
import type { KubeObject } from '#kube/types.ts'
import { type ApplyOptions, serverSideApply } from './apply.ts'

const apiVersion = 'example.io/v1'

const text: JsonSchema = { type: 'string' }
const schema: JsonSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        a: text,
        b: text,
        n: { type: 'integer' },
        on: { type: 'boolean' },
        port: { 'x-kubernetes-int-or-string': true },
        cpu: { type: 'string', format: 'quantity' },
        atomic: { type: 'array', items: text },
        set: { type: 'array', 'x-kubernetes-list-type': 'set', items: text },
        parts: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: { type: 'object', properties: { name: text, x: text, y: text } },
        },
        map: { type: 'object', additionalProperties: text },
        whole: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { p: text, q: text } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  },
}

function widget(spec: unknown): KubeObject {
  return { apiVersion, kind: 'Widget', metadata: { name: 'w' }, spec }
}

function apply(
  live: KubeObject | undefined,
  manager: string,
  spec: unknown,
  more: Partial<ApplyOptions> = {},
): KubeObject {
  return serverSideApply({
    live,
    applied: widget(spec),
    manager,
    force: false,
    schema,
    apiVersion,
    now: '2026-01-01T00:00:00Z',
    subject: { group: 'example.io', plural: 'widgets', name: 'w' },
    ...more,
  })
}

/** Who owns what, in short. */
function owners(object: KubeObject): Record<string, unknown> {
  const entries = object.metadata.managedFields ?? []
  return Object.fromEntries(entries.map(({ manager = '', fieldsV1 }) => [manager, fieldsV1?.['f:spec']]))
}

test.each<[string, unknown, unknown, unknown]>([
  ['an atomic list is replaced', { atomic: ['a', 'b'] }, { atomic: ['c'] }, { atomic: ['c'] }],
  ['an atomic map is replaced', { whole: { p: '1', q: '2' } }, { whole: { p: '3' } }, { whole: { p: '3' } }],
  [
    'what is given up goes',
    { a: '1', b: '2', map: { k: 'v', l: 'w' } },
    { a: '1', map: { l: 'w' } },
    { a: '1', map: { l: 'w' } },
  ],
  ['an object goes with all in it', { a: '1', map: { k: 'v' } }, { a: '1' }, { a: '1' }],
  ['elements of a set go one by one', { set: ['a', 'b'] }, { set: ['c', 'b'] }, { set: ['c', 'b'] }],
  [
    'elements with keys are merged',
    {
      parts: [
        { name: 'p', x: '1' },
        { name: 'q', x: '1' },
      ],
    },
    { parts: [{ name: 'q', y: '2' }] },
    { parts: [{ name: 'q', y: '2' }] },
  ],
  [
    'unknown parts are deduced',
    { free: { l: [1], o: { a: 1, b: 2 } } },
    { free: { l: [2], o: { a: 1 } } },
    { free: { l: [2], o: { a: 1 } } },
  ],
])('%s', (_, first, second, expected) => {
  expect(apply(apply(undefined, 'one', first), 'one', second)['spec']).toEqual(expected)
})

test('two managers share a value and a set, each keeps its own', () => {
  const shared = apply(apply(undefined, 'one', { a: '1', set: ['x'] }), 'two', { a: '1', set: ['y'], b: '2' })
  expect(shared['spec']).toEqual({ a: '1', set: ['x', 'y'], b: '2' })
  const left = apply(shared, 'one', {})
  expect(left['spec']).toEqual({ a: '1', set: ['y'], b: '2' })
  expect(owners(left)).toEqual({
    one: {},
    two: { 'f:a': {}, 'f:b': {}, 'f:set': { 'v:"y"': {} } },
  })
})

test('another value is a conflict unless forced', () => {
  const live = apply(undefined, 'one', { a: '1', parts: [{ name: 'p', x: '1' }] })
  const spec = { a: '2', parts: [{ name: 'p', x: '2' }] }
  expect(() => apply(live, 'two', spec)).toThrow(
    expect.objectContaining({
      code: 409,
      message: 'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.a\n- .spec.parts[name="p"].x',
    }),
  )
  const forced = apply(live, 'two', spec, { force: true })
  expect(forced['spec']).toEqual(spec)
  expect(owners(forced)).toEqual({
    one: { 'f:parts': { 'k:{"name":"p"}': { '.': {}, 'f:name': {} } } },
    two: { 'f:a': {}, 'f:parts': { 'k:{"name":"p"}': { '.': {}, 'f:name': {}, 'f:x': {} } } },
  })
})

test('through a subresource the conflict says so', () => {
  const live = apply(undefined, 'one', { a: '1' }, { subresource: 'scale', resetFields: [] })
  expect(() => apply(live, 'two', { a: '2' })).toThrow(
    expect.objectContaining({
      message: 'Apply failed with 1 conflict: conflict with "one" with subresource "scale": .spec.a',
    }),
  )
})

test('a quantity is applied as a text and as a number', () => {
  expect(apply(undefined, 'one', { cpu: 2 }).spec).toEqual({ cpu: 2 })
  expect(apply(undefined, 'one', { cpu: '500m' }).spec).toEqual({ cpu: '500m' })
})

test.each<[unknown, string]>([
  [{ a: 5 }, '.spec.a: expected string, got &value.valueUnstructured{Value:5}'],
  [{ n: 'x' }, '.spec.n: expected numeric (int or float), got string'],
  [{ on: 1 }, '.spec.on: expected boolean, got &{1}'],
  [{ port: [] }, '.spec.port: expected any scalar, got &{[]}'],
  [{ map: [1, null] }, '.spec.map: expected map, got &{[1 <nil>]}'],
  [{ set: { b: 1, a: 'x' } }, '.spec.set: expected list, got &{map[a:x b:1]}'],
  [{ set: [['x']] }, '.spec.set: element 0: not supported: associative list with lists as elements'],
  [
    { set: [null] },
    ".spec.set: element 0: associative list without keys has an element that's an explicit null",
  ],
  [{ parts: ['p'] }, '.spec.parts: element 0: associative list with keys may not have non-map elements'],
  [{ c: 1 }, '.spec.c: field not declared in schema'],
  [
    { a: 1, n: 'x' },
    'errors:\n  .spec.a: expected string, got &value.valueUnstructured{Value:1}\n  .spec.n: expected numeric (int or float), got string',
  ],
])('%j does not fit the schema', (spec, problem) => {
  expect(() => apply(undefined, 'one', spec)).toThrow(
    expect.objectContaining({
      code: 500,
      message: `failed to create typed patch object (/w; example.io/v1, Kind=Widget): ${problem}`,
    }),
  )
})

test('managedFields and another version are refused', () => {
  const applied = widget({})
  expect(() =>
    apply(undefined, 'one', {}, { applied: { ...applied, metadata: { name: 'w', managedFields: [] } } }),
  ).toThrow(expect.objectContaining({ code: 400, message: 'metadata.managedFields must be nil' }))
  expect(() => apply(undefined, 'one', {}, { apiVersion: 'example.io/v2' })).toThrow(
    expect.objectContaining({
      code: 400,
      message:
        'Incorrect version specified in apply patch. Specified patch version: example.io/v1, expected: example.io/v2',
    }),
  )
})

test('without a schema objects are granular and lists atomic, metadata as ever', () => {
  const applied: KubeObject = {
    ...widget({ o: { a: 1 }, l: [1] }),
    metadata: { name: 'w', finalizers: ['x/y'] },
  }
  const live = apply(undefined, 'one', {}, { schema: undefined, applied })
  expect(live.metadata.managedFields?.[0]?.fieldsV1).toEqual({
    'f:metadata': { 'f:finalizers': { 'v:"x/y"': {} } },
    'f:spec': { '.': {}, 'f:l': {}, 'f:o': { '.': {}, 'f:a': {} } },
  })
})

const word = fc.constantFrom('a', 'b', 'c')
const part = fc.record({ name: word, x: fc.option(word, { nil: undefined }) }).map((value) => {
  const { x, ...rest } = value
  return x === undefined ? rest : { ...rest, x }
})
/**
 * Empty lists and objects are left out: who owns them leaves no trace in managedFields, so that Kubernetes
 * itself forgets them.
 */
const anySpec = fc.record(
  {
    a: word,
    b: word,
    atomic: fc.array(word, { minLength: 1, maxLength: 3 }),
    set: fc.uniqueArray(word, { minLength: 1 }),
    parts: fc.uniqueArray(part, { minLength: 1, selector: ({ name }) => name }),
    map: fc.dictionary(word, word, { minKeys: 1 }),
    whole: fc.record({ p: word }),
    free: fc.dictionary(word, fc.oneof(word, fc.array(word, { minLength: 1 })), { minKeys: 1 }),
  },
  { requiredKeys: ['a'] },
)

test('applying the same twice changes nothing', () => {
  fc.assert(
    fc.property(anySpec, anySpec, anySpec, (one, two, again) => {
      const live = apply(apply(undefined, 'one', one), 'two', two, { force: true })
      const applied = apply(live, 'one', again, { force: true })
      const twice = apply(applied, 'one', again, { now: '2030-01-01T00:00:00Z' })
      expect(twice).toEqual(applied)
    }),
  )
})

test('one manager alone always has just what it applied', () => {
  fc.assert(
    fc.property(anySpec, anySpec, (first, second) => {
      const live = apply(apply(undefined, 'one', first), 'one', second)
      expect(live['spec']).toEqual(second)
    }),
  )
})

test('what another manager applied is never taken without force', () => {
  fc.assert(
    fc.property(anySpec, anySpec, (one, two) => {
      const live = apply(undefined, 'one', one)
      let both: KubeObject
      try {
        both = apply(live, 'two', two)
      } catch {
        return
      }
      const back = apply(both, 'two', { a: two.a })
      expect(unordered(back['spec'])).toEqual(unordered(one))
    }),
  )
})

/** The order of elements with identity belongs to whoever applied last. */
function unordered(spec: unknown): unknown {
  return JSON.parse(JSON.stringify(spec), (key, value: unknown) =>
    Array.isArray(value) && (key === 'set' || key === 'parts') ? new Set(value) : value,
  )
}
