import { expect, test } from 'vitest'
import { missing } from './workshop.ts'

test('what is missing is named with the command that brings it', () => {
  const found = missing({ PATH: '/nowhere' }, true, true, 'linux')
  expect(found).toMatchObject({ possible: false })
  expect(found).toHaveProperty('install', expect.stringMatching(/^apt-get install bubblewrap .*socat/))
})

test('where there are no namespaces to shut in with, nothing is to be installed', () => {
  const found = missing(process.env, true, true, 'darwin')
  expect(found).toMatchObject({ possible: false, told: expect.stringContaining('Linux') })
  expect(found).not.toHaveProperty('install')
})
