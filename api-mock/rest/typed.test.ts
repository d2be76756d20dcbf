import { expect, test } from 'vitest'
import { bytes, flag, kindOf, listOf, mapOf, pointer, struct, text } from '#api-mock/builtin/schemas.ts'
import { decodeTyped } from './typed.ts'

const schema = kindOf({
  data: mapOf(bytes),
  immutable: flag,
  spec: struct({ rules: listOf(pointer({ verb: text })) }),
})
const decode = (value: Record<string, unknown>): unknown => decodeTyped('Thing', schema, value)

test('null and unknown fields vanish, the latter are reported', () => {
  const value = {
    metadata: { odd: 1 },
    immutable: null,
    colour: 'red',
    spec: { rules: [{ verb: 'get' }, { noun: 'x' }] },
  }
  expect(decode(value)).toEqual({
    value: { metadata: { odd: 1 }, spec: { rules: [{ verb: 'get' }, {}] } },
    unknown: ['colour', 'spec.rules[1].noun'],
  })
})

test('a value of another type is refused in the words of Go', () => {
  expect(() => decode({ immutable: 'yes' })).toThrow(
    'json: cannot unmarshal string into Go struct field Thing.immutable of type bool',
  )
  expect(() => decode({ data: { a: 1 } })).toThrow('Go struct field Thing.data of type')
  expect(() => decode({ data: { a: '***' } })).toThrow('illegal base64 data at input byte 0')
  expect(() => decode({ spec: { rules: {} } })).toThrow(/cannot unmarshal object into .* Thing.spec.rules/)
})
