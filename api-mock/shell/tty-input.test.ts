import { expect, test } from 'vitest'
import { TtyInput } from './tty-input.ts'

test('keys are shown and become lines; Ctrl-D ends, Ctrl-C interrupts', async () => {
  let screen = ''
  let interrupts = 0
  const input = new TtyInput(
    (text) => (screen += text),
    () => (interrupts += 1),
  )
  const bytes = Buffer.from('hé\u007fi\r\u001bx\r')
  input.type(bytes.subarray(0, 2))
  input.type(bytes.subarray(2))
  expect(await input.next()).toBe('hi\n')
  expect(await input.next()).toBe('x\n')
  expect(screen).toBe('hé\b \bi\r\nx\r\n')
  input.type(Buffer.from('lost\u0003'))
  expect(await input.next()).toBeUndefined()
  expect(interrupts).toBe(1)
})
