import { expect, test } from 'vitest'
import { invalid } from './status.ts'

test('causes are listed once each, and a name that is not there is left out', () => {
  const cause = { field: 'a', message: 'bad' }
  const { status } = invalid({ group: 'g', kind: 'K', name: '' }, [cause, cause])
  expect(status.message).toBe('K.g "" is invalid: a: bad')
  expect(status.details).toEqual({ group: 'g', kind: 'K', causes: [cause, cause] })
})
