import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesLabels, parseFieldSelector, parseLabelSelector } from './selectors.ts'

test.each([
  ['', []],
  ['a', [{ key: 'a', operator: 'exists', values: [] }]],
  ['!a', [{ key: 'a', operator: '!', values: [] }]],
  ['a=b', [{ key: 'a', operator: '=', values: ['b'] }]],
  ['a==b', [{ key: 'a', operator: '==', values: ['b'] }]],
  ['a!=b', [{ key: 'a', operator: '!=', values: ['b'] }]],
  ['a=', [{ key: 'a', operator: '=', values: [''] }]],
  ['a>5', [{ key: 'a', operator: 'gt', values: ['5'] }]],
  ['a<5', [{ key: 'a', operator: 'lt', values: ['5'] }]],
  [' a in ( y , x,x ) ', [{ key: 'a', operator: 'in', values: ['x', 'y'] }]],
  ['a notin ()', [{ key: 'a', operator: 'notin', values: [''] }]],
  ['a in (,x,)', [{ key: 'a', operator: 'in', values: ['', 'x'] }]],
  ['in in (in,notin)', [{ key: 'in', operator: 'in', values: ['in', 'notin'] }]],
  [
    'b=1,a.io/x!=2',
    [
      { key: 'a.io/x', operator: '!=', values: ['2'] },
      { key: 'b', operator: '=', values: ['1'] },
    ],
  ],
])('%j is read', (text, expected) => {
  expect(parseLabelSelector(text)).toEqual(expected)
})

test.each([
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a=b,', "found '', expected: identifier after ','"],
  ['=b', "found '=', expected: !, identifier, or 'end of string'"],
  ['a=b c', "found 'c', expected: ',' or 'end of string'"],
  ['!a=b', "found '=', expected: ',' or 'end of string'"],
  ['!', "unable to parse requirement: found '', expected: identifier"],
  ['a in b', "unable to parse requirement: found 'b' expected: '('"],
  ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['a in (b,=)', "unable to parse requirement: found '=', expected: ',', or identifier"],
  ['a in (=', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
  ['a==!', "unable to parse requirement: found '!', expected: identifier"],
  [
    'a>x',
    "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
  ],
  [
    'a=-x',
    "unable to parse requirement: values[0][a]: Invalid value: \"-x\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
  ],
  [
    '-a',
    "unable to parse requirement: <nil>: Invalid value: \"-a\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  ],
])('%j is refused', (text, message) => {
  expect(() => parseLabelSelector(text)).toThrow(
    expect.objectContaining({ code: 400, reason: 'BadRequest', message }),
  )
})

const labels = { tier: 'web', replicas: '3', empty: '' }

test.each([
  ['', true],
  ['tier', true],
  ['!tier', false],
  ['tier=web', true],
  ['tier!=web', false],
  ['absent!=web', true],
  ['absent=', false],
  ['empty=', true],
  ['tier in (db,web)', true],
  ['tier notin (db)', true],
  ['absent notin (db)', true],
  ['replicas>2', true],
  ['replicas>3', false],
  ['replicas<4,tier=web', true],
  ['tier>1', false],
  ['constructor', false],
])('%j selects: %s', (text, selected) => {
  expect(matchesLabels(parseLabelSelector(text), labels)).toBe(selected)
})

test('no labels at all are as good as none that match', () => {
  expect(matchesLabels(parseLabelSelector('a'), undefined)).toBe(false)
  expect(matchesLabels(parseLabelSelector('!a'), undefined)).toBe(true)
})

const word = fc.stringMatching(/^[a-z0-9]([-_.a-z0-9]{0,20}[a-z0-9])?$/)
const requirement = fc.oneof(
  fc.record({ key: word, operator: fc.constantFrom('=', '==', '!='), values: fc.tuple(word) }),
  fc.record({
    key: word,
    operator: fc.constantFrom('in', 'notin'),
    values: fc.uniqueArray(word, { minLength: 1 }).map((values) => values.sort()),
  }),
  fc.record({ key: word, operator: fc.constantFrom('exists', '!'), values: fc.constant<string[]>([]) }),
)

function print({
  key,
  operator,
  values,
}: {
  key: string
  operator: string
  values: readonly string[]
}): string {
  if (operator === 'exists') return key
  if (operator === '!') return `!${key}`
  return operator.endsWith('in')
    ? `${key} ${operator} (${values.join(',')})`
    : `${key}${operator}${values[0]}`
}

test('what is printed is read back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(requirement, { selector: ({ key }) => key }), (requirements) => {
      const expected = requirements.toSorted((one, other) => (one.key < other.key ? -1 : 1))
      expect(parseLabelSelector(requirements.map(print).join(','))).toEqual(expected)
    }),
  )
})

test.each([
  ['', []],
  ['metadata.name=red', [{ field: 'metadata.name', operator: '=', value: 'red' }]],
  ['metadata.name==red', [{ field: 'metadata.name', operator: '=', value: 'red' }]],
  [
    'status.phase!=Running,spec.nodeName=',
    [
      { field: 'spec.nodeName', operator: '=', value: '' },
      { field: 'status.phase', operator: '!=', value: 'Running' },
    ],
  ],
  ['a=b\\,c\\=d\\\\', [{ field: 'a', operator: '=', value: 'b,c=d\\' }]],
  [',a=b,', [{ field: 'a', operator: '=', value: 'b' }]],
])('the field selector %j is read', (text, expected) => {
  expect(parseFieldSelector(text)).toEqual(expected)
})

test.each([
  ['a', "invalid selector: 'a'; can't understand 'a'"],
  ['a=b=c', 'invalid field selector: unescaped character in value: 61'],
  ['a=\\b', 'invalid field selector: invalid escape sequence: \\b'],
  ['a=\\', 'invalid field selector: invalid escape sequence: \\'],
])('the field selector %j is refused', (text, message) => {
  expect(() => parseFieldSelector(text)).toThrow(expect.objectContaining({ code: 400, message }))
})
