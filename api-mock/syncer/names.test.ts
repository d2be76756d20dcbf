import { expect, test } from 'vitest'
import { hostName, joinName } from './names.ts'

test('a name on the host tells the namespace and the virtual cluster', () => {
  expect(hostName({ namespace: 'default', name: 'web' }, 'blue')).toBe('web-x-default-x-blue')
})

test('a name of 63 characters is kept, a longer one is cut and told apart by a digest', () => {
  const fits = 'a'.repeat(63)
  expect(joinName(fits)).toBe(fits)
  const long = hostName({ namespace: 'n'.repeat(40), name: 'web-5d4f8c7b9-x2x4z' }, 'blue')
  expect(long).toHaveLength(63)
  expect(long).toBe('web-5d4f8c7b9-x2x4z-x-nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-be4433fd2b')
  expect(hostName({ namespace: 'n'.repeat(40), name: 'web-5d4f8c7b9-x2x4z' }, 'green')).not.toBe(long)
})

test('a cut never ends with a dot', () => {
  expect(joinName(`${'a'.repeat(51)}.${'b'.repeat(20)}`)).toMatch(/^a{51}-[0-9a-f]{10}$/)
})
