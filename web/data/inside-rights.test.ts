import { expect, test } from 'vitest'
import { execs } from './inside-rights.ts'

const rule = (...verbs: string[]) => ({ verbs, apiGroups: [''], resources: ['pods/exec'] })

test('a shell needs to create what it is, and to ask for it by GET', () => {
  expect(execs([rule('get'), rule('create')])).toBe(true)
  expect(execs([rule('*')])).toBe(true)
  expect(execs([rule('get', 'list', 'watch')])).toBe(false)
  expect(execs([{ verbs: ['*'], apiGroups: [''], resources: ['pods'] }])).toBe(false)
})
