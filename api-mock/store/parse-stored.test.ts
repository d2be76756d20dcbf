import { expect, test } from 'vitest'
import { parseStored } from './parse-stored.ts'

test('numbers come back as they were written', () => {
  const text = '{"metadata":{"name":"a"},"spec":{"big":9007199254740993,"small":1.5e-9,"plain":12}}'
  expect(JSON.stringify(parseStored(text))).toBe(text)
})

test('what is stored can be read, however deep it is', () => {
  const text = `{"metadata":{"name":"a"},"big":9007199254740993,"x":${'['.repeat(200)}${']'.repeat(200)}}`
  expect(JSON.stringify(parseStored(text))).toBe(text)
})
