import { expect, test } from 'vitest'
import { makeScrollback } from './scrollback.ts'

test('the newest is kept, from the beginning of a line on', () => {
  const scrollback = makeScrollback(10)
  scrollback.add(Buffer.from('one\ntwo\n'))
  expect(scrollback.all().toString()).toBe('one\ntwo\n')
  scrollback.add(Buffer.from('three\n'))
  expect(scrollback.all().toString()).toBe('two\nthree\n')
  for (let count = 0; count < 100; count += 1) scrollback.add(Buffer.from(`line ${count}\n`))
  expect(scrollback.all().toString()).toBe('line 99\n')
})

test('a line that is longer than all that is kept is cut', () => {
  const scrollback = makeScrollback(4)
  scrollback.add(Buffer.from('abcdefghij'))
  expect(scrollback.all().toString()).toBe('ghij')
})
