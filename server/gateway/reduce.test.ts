import { expect, test } from 'vitest'
import { tableAccept } from '#kube/table.ts'
import { eventReducer, reduceList, shapeOf, upstreamAccept, type Shape } from './reduce.ts'

const seen = (object: { metadata: { name: string } }) => object.metadata.name.startsWith('seen')

const object = (name: string, spec: object = { secret: name }) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'Team',
  metadata: { name, resourceVersion: '5' },
  spec,
})

const columnDefinitions = [{ name: 'Name', type: 'string', format: 'name', description: '', priority: 0 }]

const table = (names: string[], columns: object[] = columnDefinitions) => ({
  kind: 'Table',
  apiVersion: 'meta.k8s.io/v1',
  metadata: { resourceVersion: '9', continue: 'next', remainingItemCount: 40 },
  columnDefinitions: columns,
  rows: names.map((name) => ({ cells: [name], object: object(name) })),
})

const list = (names: string[]) => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'TeamList',
  metadata: { resourceVersion: '9', continue: 'next', remainingItemCount: 40 },
  items: names.map((name) => object(name)),
})

const objects: Shape = { form: 'objects' }
const metadata: Shape = { form: 'metadata' }
const tableOf = (include: 'None' | 'Metadata' | 'Object'): Shape => ({ form: 'table', include })

const reduced = (body: unknown, shape: Shape) =>
  JSON.parse(reduceList(JSON.stringify(body), shape, seen)) as unknown

test.each([
  [undefined, null, objects],
  ['*/*', null, objects],
  ['application/json', 'Object', objects],
  [tableAccept, null, tableOf('Metadata')],
  [tableAccept, 'Metadata', tableOf('Metadata')],
  [tableAccept, 'None', tableOf('None')],
  [tableAccept, 'Object', tableOf('Object')],
  [tableAccept, 'object', tableOf('Metadata')],
  ['application/json; as=Table; v=v1; g=meta.k8s.io', null, tableOf('Metadata')],
  ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io', null, metadata],
  ['application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io', null, metadata],
  ['application/json;as=Tables', null, objects],
  ['application/json,application/json;as=Table;v=v1;g=meta.k8s.io', null, objects],
])('Accept %s with includeObject=%s', (accept, include, shape) => {
  expect(shapeOf(accept, include)).toEqual(shape)
})

test('upstream is asked for JSON, as a table only where one is wanted', () => {
  expect(upstreamAccept(objects)).toBe('application/json')
  expect(upstreamAccept(metadata)).toBe('application/json')
  expect(upstreamAccept(tableOf('None'))).toBe('application/json;as=Table;v=v1;g=meta.k8s.io')
})

test('a list keeps what is seen, its version and its place, and does not say how much is left', () => {
  expect(reduced(list(['seen-a', 'hidden', 'seen-b']), objects)).toEqual({
    ...list(['seen-a', 'seen-b']),
    metadata: { resourceVersion: '9', continue: 'next' },
  })
})

test('a list of which nothing is seen is an empty list', () => {
  expect(reduced(list(['hidden']), objects)).toMatchObject({ kind: 'TeamList', items: [] })
  expect(reduced(list([]), objects)).toMatchObject({ items: [] })
})

test('nothing of a hidden object is left anywhere', () => {
  for (const shape of [objects, metadata, tableOf('None'), tableOf('Metadata'), tableOf('Object')]) {
    const body = shape.form === 'table' ? table(['seen', 'hidden']) : list(['seen', 'hidden'])
    expect(JSON.stringify(reduced(body, shape))).not.toContain('hidden')
  }
})

test('as metadata, objects lose all but that', () => {
  expect(reduced(list(['seen-a', 'hidden']), metadata)).toEqual({
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '9', continue: 'next' },
    items: [
      {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { name: 'seen-a', resourceVersion: '5' },
      },
    ],
  })
})

test.each([
  ['None', null],
  [
    'Metadata',
    {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'seen-a', resourceVersion: '5' },
    },
  ],
  ['Object', object('seen-a')],
] as const)('a table with includeObject=%s has rows of that', (include, expected) => {
  expect(reduced(table(['hidden', 'seen-a']), tableOf(include))).toEqual({
    ...table([]),
    metadata: { resourceVersion: '9', continue: 'next' },
    rows: [{ cells: ['seen-a'], object: expected }],
  })
})

test('numbers come out as they were written', () => {
  const numbers = '{"big":12345678901234567890,"small":-9007199254740993,"float":1.5,"exact":1e3}'
  const text = JSON.stringify(list(['seen'])).replace('{"secret":"seen"}', numbers)
  const out = reduceList(text, objects, seen)
  expect(out).toContain('"big":12345678901234567890,"small":-9007199254740993,"float":1.5')
  const rows = JSON.stringify(table(['seen'])).replace('{"secret":"seen"}', numbers)
  expect(reduceList(rows, tableOf('Object'), seen)).toContain('"big":12345678901234567890')
})

test('a field called __proto__ stays a field', () => {
  const text = JSON.stringify(list(['seen'])).replace('{"secret":"seen"}', '{"__proto__":{"owner":"x"}}')
  expect(reduceList(text, objects, seen)).toContain('"__proto__":{"owner":"x"}')
})

test('a list that is longer than a request may be is still reduced', () => {
  const many = list(['seen'])
  many.items = Array.from({ length: 300_000 }, (_, at) => object(`hidden-${at}`, {}))
  expect(reduced(many, objects)).toMatchObject({ items: [] })
})

const event = (type: string, object: unknown) => JSON.stringify({ type, object })

test('events of what is not seen are dropped, the others pass as they are', () => {
  const reduce = eventReducer(objects, seen)
  const line = '{"type":"ADDED", "object":{"metadata":{"name":"seen"},"spec":{"big":12345678901234567890}}}'
  expect(reduce(line)).toBe(line)
  expect(reduce(event('MODIFIED', object('hidden')))).toBeUndefined()
  expect(reduce(event('DELETED', object('hidden')))).toBeUndefined()
  expect(reduce(event('DELETED', object('seen')))).toBe(event('DELETED', object('seen')))
})

test.each([objects, metadata, tableOf('Metadata')])('errors pass in the form %o', (shape) => {
  const line = event('ERROR', { kind: 'Status', code: 410 })
  expect(eventReducer(shape, seen)(line)).toBe(line)
})

test('bookmarks pass in every form', () => {
  const bookmark = {
    kind: 'Team',
    apiVersion: 'management.loft.sh/v1',
    metadata: { name: '', resourceVersion: '9' },
  }
  expect(eventReducer(objects, seen)(event('BOOKMARK', bookmark))).toBe(event('BOOKMARK', bookmark))
  expect(JSON.parse(eventReducer(metadata, seen)(event('BOOKMARK', bookmark)) ?? '')).toMatchObject({
    type: 'BOOKMARK',
    object: { kind: 'PartialObjectMetadata', metadata: { resourceVersion: '9' } },
  })
  const rows = { ...table([]), rows: [{ cells: [''], object: bookmark }] }
  expect(JSON.parse(eventReducer(tableOf('Metadata'), seen)(event('BOOKMARK', rows)) ?? '')).toMatchObject({
    type: 'BOOKMARK',
    object: { columnDefinitions, rows: [{ object: { metadata: { resourceVersion: '9' } } }] },
  })
})

test('a bookmark without rows still tells its version', () => {
  const line = eventReducer(tableOf('Metadata'), seen)(event('BOOKMARK', table([])))
  expect(JSON.parse(line ?? '')).toMatchObject({ object: { metadata: { resourceVersion: '9' }, rows: [] } })
})

test('the columns move to the first event that is sent, and come once', () => {
  const reduce = eventReducer(tableOf('Metadata'), seen)
  expect(reduce(event('ADDED', table(['hidden'])))).toBeUndefined()
  const first = JSON.parse(reduce(event('ADDED', table(['seen-a'], []))) ?? '') as { object: unknown }
  expect(first.object).toMatchObject({ columnDefinitions, rows: [{ cells: ['seen-a'] }] })
  const second = JSON.parse(reduce(event('ADDED', table(['seen-b'], []))) ?? '') as { object: unknown }
  expect(second.object).toMatchObject({ columnDefinitions: [], rows: [{ cells: ['seen-b'] }] })
})

test.each([
  ['None', null],
  [
    'Metadata',
    {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'seen', resourceVersion: '5' },
    },
  ],
  ['Object', object('seen')],
] as const)('table events with includeObject=%s have rows of that', (include, expected) => {
  const line = eventReducer(tableOf(include), seen)(event('ADDED', table(['seen']))) ?? ''
  expect(JSON.parse(line)).toMatchObject({ object: { rows: [{ object: expected }] } })
})

test('what cannot be read passes nothing', () => {
  expect(() => reduceList('{"metadata":{}}', objects, seen)).toThrow(TypeError)
  expect(() => eventReducer(objects, seen)('{"type":"ADDED"}')).toThrow(TypeError)
  expect(() => eventReducer(objects, seen)('{"kind":"TeamList","metadata":{},"items":[]}')).toThrow(TypeError)
})
