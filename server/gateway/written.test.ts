import { expect, test } from 'vitest'
import { yamlValue } from './written.ts'

test.each([
  ['a: 1\nb: [x, true]\n', '{"a":1,"b":["x",true]}'],
  ['a: 12345678901234567890\n', '{"a":12345678901234567890}'],
  ['a: "1.0"\nb: 1.5\n', '{"a":"1.0","b":1.5}'],
  ['a: &x {b: 1}\nc: *x\n', '{"a":{"b":1},"c":{"b":1}}'],
  ['', 'null'],
])('%j stands for %s', (text, json) => {
  expect(JSON.stringify(yamlValue(text))).toBe(json)
})

test.each([
  ['what does not end', 'a: [1', 'line 1'],
  ['two values in a line', 'a: 1\nb: c: 2\n', 'line 2'],
  ['what repeats itself', `a: &x [1]\nb: [${'*x,'.repeat(200)}]\n`, 'alias'],
  ['what is too large', `a: [${'1,'.repeat(50_000)}]\n`, 'too many values'],
])('%s is refused', (_, text, why) => {
  expect(() => yamlValue(text)).toThrow(
    expect.objectContaining({ code: 400, message: expect.stringContaining(why) }),
  )
})
