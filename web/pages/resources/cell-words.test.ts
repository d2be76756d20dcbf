import { expect, test } from 'vitest'
import { cellRows, cellText, cellTone, cellValue, secondsOf } from './cell-words.ts'

test('a row keeps the cells, and of the metadata what rows need', () => {
  const { keep } = cellRows({ group: 'apps', version: 'v1', plural: 'deployments' })
  const metadata = { name: 'web', uid: '1', managedFields: [{ manager: 'kubectl' }] }
  const row = keep({ apiVersion: 'v1', kind: 'Partial', metadata }, () => undefined, ['web', '1/2'])
  expect(row).toEqual({ metadata: { name: 'web', uid: '1' }, cells: ['web', '1/2'] })
})

test.each([
  ['5s', 5],
  ['2d3h', 183_600],
  ['1y2d', 31_708_800],
  ['<unknown>', undefined],
  ['10.0.0.1', undefined],
])('%s is %s seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds)
})

test('columns are put in order by their type', () => {
  expect(cellValue({ type: 'integer' }, 10)).toBe(10)
  expect(cellValue({ type: 'date' }, '2m')).toBe(120)
  expect(cellValue({ type: 'date' }, '<none>')).toBeUndefined()
  expect(cellValue({ type: 'string' }, '1/2')).toBe('1/2')
  expect(cellValue({ type: 'string' }, null)).toBe('')
  expect(cellText(['a'])).toBe('["a"]')
})

test('only what says how an object is has a colour', () => {
  expect(cellTone({ name: 'Status' }, 'CrashLoopBackOff')).toBe('bad')
  expect(cellTone({ name: 'Ready' }, '1/2')).toBe('pending')
  expect(cellTone({ name: 'Ready' }, '2/2')).toBeUndefined()
  expect(cellTone({ name: 'Reason' }, 'Failed')).toBeUndefined()
  expect(cellTone({ name: 'Phase' }, 'constructor')).toBeUndefined()
})
