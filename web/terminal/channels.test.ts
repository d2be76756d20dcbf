import { expect, test } from 'vitest'
import { binaryFrame, frameOf, isMissingProgram, readEnd, resizeFrame } from './channels.ts'

test('a message begins with its channel and goes on in UTF-8', () => {
  expect([...frameOf(0, 'é')]).toEqual([0, 0xc3, 0xa9])
  expect([...binaryFrame('\u00e9')]).toEqual([0, 0xe9])
  expect(new TextDecoder().decode(resizeFrame(80, 24).subarray(1))).toBe('{"Width":80,"Height":24}')
})

test('the last status says how a command ended', () => {
  expect(readEnd('{"status":"Success"}')).toEqual({ code: 0, message: '' })
  const status = {
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: 'command terminated with non-zero exit code: exit status 3',
    details: { causes: [{ reason: 'ExitCode', message: '3' }] },
  }
  expect(readEnd(JSON.stringify(status))).toEqual({ code: 3, message: status.message })
  expect(readEnd('{"status":"Failure","message":"gone"}')).toEqual({ message: 'gone' })
  expect(readEnd('not JSON')).toEqual({ message: 'not JSON' })
})

test('a program that is missing is told apart from one that failed', () => {
  expect(isMissingProgram({ code: 127, message: '' })).toBe(true)
  expect(isMissingProgram({ message: 'exec: "bash": executable file not found in $PATH' })).toBe(true)
  expect(isMissingProgram({ code: 1, message: '' })).toBe(false)
  expect(isMissingProgram({ message: 'the pod is gone' })).toBe(false)
})
