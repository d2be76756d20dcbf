import { expect, test } from 'vitest'
import { yamlOf } from './yaml.ts'

test('a text stays one for every reader of YAML', () => {
  expect(yamlOf({ a: 'yes', b: 'off', c: '1', d: 'null', e: 'plain', f: true })).toBe(
    'a: "yes"\nb: "off"\nc: "1"\nd: "null"\ne: plain\nf: true\n',
  )
})
