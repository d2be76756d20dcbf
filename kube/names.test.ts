import { expect, test } from 'vitest'
import {
  annotationProblems,
  fieldManagerProblems,
  generateName,
  isDnsLabel,
  isDnsSubdomain,
  labelProblems,
  metadataProblems,
  nameProblems,
} from './names.ts'

const notALabel =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const notASubdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

test.each([
  ['red-1', 'label', []],
  ['red.blue', 'label', ['must not contain dots']],
  ['Red', 'label', [notALabel]],
  ['', 'label', [notALabel]],
  ['a'.repeat(64), 'label', ['must be no more than 63 characters']],
  ['red.blue-1', 'subdomain', []],
  ['red..blue', 'subdomain', [notASubdomain]],
  ['-red', 'subdomain', [notASubdomain]],
  [`${'a'.repeat(254)}_`, 'subdomain', ['must be no more than 253 characters', notASubdomain]],
  ['system:admin', 'path-segment', []],
  ['..', 'path-segment', ["may not be '..'"]],
  ['a/b%', 'path-segment', ["may not contain '/'", "may not contain '%'"]],
] as const)('the name %j as a %s', (name, rule, expected) => {
  expect(nameProblems(name, rule)).toEqual(expected)
})

test('a prefix may end with a dash', () => {
  expect(nameProblems('red-', 'label')).toEqual([notALabel])
  expect(nameProblems('red-', 'label', true)).toEqual([])
  expect(nameProblems('..', 'path-segment', true)).toEqual([])
})

test('DNS names', () => {
  expect(isDnsLabel('a-1')).toBe(true)
  expect(isDnsLabel('a.b')).toBe(false)
  expect(isDnsSubdomain('a.b-c')).toBe(true)
  expect(isDnsSubdomain('a.-b')).toBe(false)
  expect(isDnsSubdomain('a'.repeat(254))).toBe(false)
})

test('a generated name has five characters more and fits a label', () => {
  expect(generateName('red-', () => 0)).toBe('red-bbbbb')
  expect(generateName('x'.repeat(80), () => 0.999)).toBe(`${'x'.repeat(58)}99999`)
})

test.each([
  ['a'.repeat(64), 'name part must be no more than 63 bytes'],
  ['/a', 'prefix part must be non-empty'],
  ['x.io/', 'name part must be non-empty'],
])('the label key %j is refused', (key, problem) => {
  const [first] = labelProblems({ [key]: 'v' })
  expect(first).toEqual({
    reason: 'FieldValueInvalid',
    field: 'metadata.labels',
    message: `Invalid value: "${key}": ${problem}`,
  })
})

test('a key with two slashes has its own words', () => {
  expect(labelProblems({ 'a/b/c': '' }).map(({ message }) => message)).toEqual([
    "Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
  ])
})

test('annotations may be of any case and of 256 KiB in all', () => {
  expect(annotationProblems({ 'Example.IO/Key': 'a b' })).toEqual([])
  expect(annotationProblems({ a: 'x'.repeat(256 * 1024) })).toEqual([
    {
      reason: 'FieldValueTooLong',
      field: 'metadata.annotations',
      message: 'Too long: may not be more than 262144 bytes',
    },
  ])
})

test('metadata is checked as a whole, in order', () => {
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1', controller: true }
  const problems = metadataProblems({
    name: 'red',
    generation: -1,
    labels: { a: 'x y' },
    annotations: { 'a b': '' },
    ownerReferences: [{ ...owner, uid: '' }, owner],
    finalizers: ['a b', 'orphan', 'foregroundDeletion'],
    managedFields: [{ manager: 'x\u0007', fieldsType: 'FieldsV1', subresource: 's'.repeat(257) }],
  })
  expect(problems.map(({ field, message }) => `${field}: ${message?.slice(0, 60)}`)).toEqual([
    'metadata.generation: Invalid value: -1: must be greater than or equal to 0',
    'metadata.labels: Invalid value: "x y": a valid label must be an empty string ',
    'metadata.annotations: Invalid value: "a b": name part must consist of alphanumeric',
    'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
    'metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"Pod","name":"a","',
    'metadata.finalizers: Invalid value: "a b": name part must consist of alphanumeric',
    'metadata.finalizers: Invalid value: ["a b","orphan","foregroundDeletion"]: finali',
    'metadata.managedFields[0].operation: Invalid value: "": must be `Apply` or `Update`',
    'metadata.managedFields[0].manager: Invalid value: "x\\a": invalid character U+0007 (at position ',
    'metadata.managedFields[0].subresource: Too long: may not be more than 256 bytes',
  ])
})

test('a field manager has 128 printable bytes at most', () => {
  expect(fieldManagerProblems('kubectl-create')).toEqual([])
  expect(fieldManagerProblems('é'.repeat(65))).toHaveLength(1)
})
