import { expect, test } from 'vitest'
import { parseJson } from './json.ts'
import { normalise } from './normalise.ts'
import type { Exchange, Json } from './scenario.ts'

const exchange = (body: Json): Exchange => ({
  name: 'step',
  request: { as: 'admin', method: 'GET', path: '/' },
  response: { status: 200, headers: {}, body },
})
const bodies = (...answers: Json[]): Json[] =>
  normalise(answers.map(exchange)).map(({ response }) => response.body)
const object = (resourceVersion: string): Json => ({ kind: 'Team', metadata: { resourceVersion } })

test('numbers the versions of objects by size, so that newer can be read off', () => {
  expect(bodies(object('30'), object('7'), object('30'))).toEqual([
    object('<rv2>'),
    object('<rv1>'),
    object('<rv2>'),
  ])
})

test('places the version of a list between those of objects', () => {
  const list = (resourceVersion: string): Json => ({ kind: 'TeamList', metadata: { resourceVersion } })
  expect(bodies(list('5'), object('7'), object('10'), list('9'), list('10'))).toEqual([
    list('<rv0+>'),
    object('<rv1>'),
    object('<rv2>'),
    list('<rv1+>'),
    list('<rv2+>'),
  ])
})

test('treats a bookmark like a list', () => {
  const bookmark = { type: 'BOOKMARK', object: object('9') }
  expect(bodies(object('7'), [bookmark])).toEqual([
    object('<rv1>'),
    [{ type: 'BOOKMARK', object: object('<rv1+>') }],
  ])
})

test('finds the version of an object in a text that quotes it', () => {
  expect(
    bodies(object('7'), 'resourceVersion: "7"', 'Invalid value: "{\\"resourceVersion\\":\\"7\\"}"'),
  ).toEqual([
    object('<rv1>'),
    'resourceVersion: "<rv1>"',
    'Invalid value: "{\\"resourceVersion\\":\\"<rv1>\\"}"',
  ])
})

test('gives a uid the same name wherever it appears', () => {
  const uid = '024ff8e8-b23e-423e-a6f8-4844f379bfe5'
  const other = '00000000-0000-4000-8000-000000000000'
  expect(bodies({ metadata: { uid } }, { message: `expected ${other}, found ${uid}` })).toEqual([
    { metadata: { uid: '<uid1>' } },
    { message: 'expected <uid2>, found <uid1>' },
  ])
})

test('tells times with a fraction from those without', () => {
  expect(bodies({ a: '2026-01-02T03:04:05Z', b: '2026-01-02T03:04:05.678901Z' })).toEqual([
    { a: '<time>', b: '<microtime>' },
  ])
})

test('keeps the prefix of a generated name, also where it is only mentioned', () => {
  const [made, gone] = bodies(
    { metadata: { generateName: 'team-', name: 'team-x7k2p' } },
    'team-x7k2p is gone',
  )
  expect(made).toEqual({ metadata: { generateName: 'team-', name: 'team-<suffix1>' } })
  expect(gone).toBe('team-<suffix1> is gone')
})

test('replaces ages in cells, and only whole cells', () => {
  expect(bodies({ kind: 'Table', rows: [{ cells: ['5d', 'a 5d plan', '3m20s', 7, null] }] })).toEqual([
    { kind: 'Table', rows: [{ cells: ['<age>', 'a 5d plan', '<age>', 7, null] }] },
  ])
})

test('replaces a continue token, and keeps that there is none', () => {
  expect(bodies({ metadata: { continue: 'eyJ2Ijoi' } }, { metadata: { continue: '' } })).toEqual([
    { metadata: { continue: '<continue>' } },
    { metadata: { continue: '' } },
  ])
})

test('sorts managed fields by operation and manager', () => {
  const entry = (operation: string, manager: string): Json => ({ manager, operation })
  expect(bodies({ managedFields: [entry('Update', 'a'), entry('Apply', 'z'), entry('Apply', 'b')] })).toEqual(
    [{ managedFields: [entry('Apply', 'b'), entry('Apply', 'z'), entry('Update', 'a')] }],
  )
})

test('sorts the causes of a Status together with their list in its message', () => {
  const cause = (field: string): Json => ({ field, message: 'Required value' })
  const status = (message: string, ...fields: string[]): Json => ({
    kind: 'Status',
    message,
    details: { causes: fields.map(cause) },
  })
  expect(bodies(status('T is invalid: [b: Required value, a: Required value]', 'b', 'a'))).toEqual([
    status('T is invalid: [a: Required value, b: Required value]', 'a', 'b'),
  ])
})

test('replaces the addresses of services wherever they appear', () => {
  expect(
    bodies({ spec: { clusterIP: '10.96.1.2', nodePort: 31999 } }, { cells: ['10.96.1.2', '80:31999/TCP'] }),
  ).toEqual([{ spec: { clusterIP: '<ip>', nodePort: '<port>' } }, { cells: ['<ip>', '80:<port>/TCP'] }])
})

test('leaves the request as it was written', () => {
  const [step] = normalise([
    {
      ...exchange(null),
      request: { as: 'admin', method: 'GET', path: '/?resourceVersion={{a.metadata.resourceVersion}}' },
    },
  ])
  expect(step?.request.path).toBe('/?resourceVersion={{a.metadata.resourceVersion}}')
})

test('reads numbers that JavaScript would not write back the same', () => {
  expect(parseJson('[1, 9007199254740993, 1.50, 2e3]')).toEqual([
    1,
    '<number 9007199254740993>',
    '<number 1.50>',
    '<number 2e3>',
  ])
})
