import { expect, test } from 'vitest'
import { readContinue, writeContinue } from './continue-token.ts'

test('a token names revision and place, in each scope', () => {
  for (const [namespaced, namespace, after] of [
    [true, undefined, 'a/x'],
    [true, 'a', 'a/x'],
    [false, undefined, '/x'],
  ] as const) {
    const text = writeContinue({ revision: 9, after }, namespace)
    expect(readContinue(text, { namespaced, namespace })).toEqual({ revision: 9, after })
  }
})

test('the form is that of kube-apiserver', () => {
  const text = writeContinue({ revision: 9, after: 'a/x' }, 'a')
  expect(JSON.parse(Buffer.from(text, 'base64url').toString())).toEqual({
    v: 'meta.k8s.io/v1',
    rv: 9,
    start: 'x\u0000',
  })
})

test('what is no token is refused with the reason', () => {
  const read = (value: string): unknown => readContinue(value, { namespaced: true, namespace: undefined })
  const token = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  expect(() => read('garbage')).toThrow(/invalid character '\\u0081' looking for beginning of value/)
  expect(() => read(token({ v: 'v9', rv: 1, start: 'x' }))).toThrow(/does not recognize this encoded version/)
  expect(() => read(token({ v: 'meta.k8s.io/v1', start: 'x' }))).toThrow(
    /incorrect encoded start resourceVersion/,
  )
  expect(() => read(token({ v: 'meta.k8s.io/v1', rv: 3 }))).toThrow(/encoded start key empty/)
})
