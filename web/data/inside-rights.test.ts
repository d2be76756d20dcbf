import { expect, test } from 'vitest'
import { pods, reads } from './inside-rights.ts'

const rule = (...verbs: string[]) => ({ verbs, apiGroups: [''], resources: ['pods'] })

test('to read is to list and to follow', () => {
  expect(reads([rule('list'), rule('watch')], pods)).toBe(true)
  expect(reads([rule('*')], pods)).toBe(true)
  expect(reads([rule('get', 'list')], pods)).toBe(false)
  expect(reads([{ verbs: ['*'], apiGroups: [''], resources: ['pods/log'] }], pods)).toBe(false)
})
