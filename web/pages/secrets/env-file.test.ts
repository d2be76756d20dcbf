import { expect, test } from 'vitest'
import { parseEnv } from './env-file.ts'

test.each<[string, Record<string, string>]>([
  ['A=1', { A: '1' }],
  ['A=1\nB=2\n', { A: '1', B: '2' }],
  ['# what it is\r\n\r\nexport A = one two \r\n', { A: 'one two' }],
  ['A=', { A: '' }],
  ['A=x=y#z', { A: 'x=y#z' }],
  ['A=x # a remark', { A: 'x' }],
  ['A="x # no remark" # a remark', { A: 'x # no remark' }],
  [String.raw`A="one\ntwo\"\\"`, { A: 'one\ntwo"\\' }],
  [String.raw`A='one\ntwo'`, { A: String.raw`one\ntwo` }],
  ['KEY="-----BEGIN-----\nabc\n-----END-----"\nB=2', { KEY: '-----BEGIN-----\nabc\n-----END-----', B: '2' }],
  ['tls.crt=a\nmy-key=b', { 'tls.crt': 'a', 'my-key': 'b' }],
  ['A=1\nA=2', { A: '2' }],
])('%j is read', (text, expected) => {
  expect(Object.fromEntries(parseEnv(text) ?? [])).toEqual(expected)
})

test.each(['', 'PASSWORD', '# nothing', 'A=1\nand more', 'A="open', "A='a' b", '=1', 'a b=1'])(
  '%j is no such file',
  (text) => {
    expect(parseEnv(text)).toBeUndefined()
  },
)
