import { expect, test } from 'vitest'
import { readListOptions } from './list-options.ts'

const read = (query: string, watch: boolean): unknown => readListOptions(new URLSearchParams(query), watch)

test('options are read, and absent ones are their zero values', () => {
  expect(read('limit=5&labelSelector=a%3Db&timeoutSeconds=3', false)).toMatchObject({
    limit: 5,
    labelSelector: 'a=b',
    timeoutSeconds: 3,
    continue: '',
    sendInitialEvents: undefined,
  })
})

test('what does not go together is refused', () => {
  expect(() => read('limit=few', false)).toThrow('strconv.ParseInt: parsing "few": invalid syntax')
  expect(() => read('resourceVersionMatch=Exact', false)).toThrow(
    /forbidden unless resourceVersion is provided/,
  )
  expect(() => read('sendInitialEvents=true', false)).toThrow(/sendInitialEvents is forbidden for list/)
  expect(() => read('sendInitialEvents=true', true)).toThrow(
    /requires setting resourceVersionMatch to NotOlderThan/,
  )
  expect(() => read('resourceVersionMatch=NotOlderThan', true)).toThrow(
    /forbidden for watch unless sendInitialEvents/,
  )
  expect(() => read('continue=x', true)).toThrow(/continue is forbidden for watch/)
})
