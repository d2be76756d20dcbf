import { expect, test } from 'vitest'
import { exitCode } from './child.js'
import { installFailure } from './install.js'
import { majorOf } from './node.js'

test.each([
  ['npm error code ENOTFOUND\nnpm error network request failed', /registry could not be reached/],
  ['npm ERR! code EAI_AGAIN', /registry could not be reached/],
  ['npm error code ENOSPC', /no space is left/],
  ['npm error code EACCES\nnpm error syscall mkdir', /may not write/],
  ['npm error code EUSAGE', /does not fit package\.json/],
  ['npm error code E404\nnpm error 404 Not Found - GET left-pad', /^404 Not Found - GET left-pad$/],
  ['', /said nothing/],
])('npm printing %j is told in one line', (output, line) => {
  expect(installFailure(output)).toMatch(line)
  expect(installFailure(output)).not.toContain('\n')
})

test.each([
  ['v24.21.0\n', 24],
  ['20.20.2', 20],
  ['', 0],
])('the major version of %j is %d', (version, major) => {
  expect(majorOf(version)).toBe(major)
})

test('a program ended by a signal has the exit code that a shell gives it', () => {
  expect(exitCode(3, null)).toBe(3)
  expect(exitCode(null, 'SIGTERM')).toBe(143)
  expect(exitCode(null, 'SIGINT')).toBe(130)
})
