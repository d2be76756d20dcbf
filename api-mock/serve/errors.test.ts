import { expect, test } from 'vitest'
import { unavailable } from '#kube/status.ts'
import { failed, pageNotFound } from './errors.ts'
import { warningHeaders } from './exchange.ts'

test('a failure is told as it is, and a fault of ours without its words', () => {
  const reported: unknown[] = []
  const answer = failed(unavailable('later', 3), (error) => reported.push(error))
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '3' } })
  expect(failed(pageNotFound(), () => undefined)).toMatchObject({ status: 404, body: '404 page not found\n' })
  expect(reported).toEqual([])
  const fault = new Error('the password is 123')
  expect(failed(fault, (error) => reported.push(error))).toMatchObject({ status: 500 })
  expect(JSON.stringify(failed(fault, () => undefined))).not.toContain('123')
  expect(reported).toEqual([fault])
})

test('a warning is a quoted text', () => {
  expect(warningHeaders(['say "x"'])).toEqual({ warning: ['299 - "say \\"x\\""'] })
  expect(warningHeaders([])).toEqual({})
})
