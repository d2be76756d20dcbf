import { expect, test } from 'vitest'
import { yamlProblem } from './yaml-bounds.ts'

test.each([
  ['values', '- a\n'.repeat(50_000)],
  ['documents', '---\n'.repeat(50_000)],
  ['anchors', Array.from({ length: 2_000 }, (_, index) => `- &a${index} x\n`).join('')],
  ['aliases', `- &a x\n${'- *a\n'.repeat(2_000)}`],
  ['brackets', '['.repeat(50_000)],
])('many %s are not read', (_, text) => {
  expect(yamlProblem(text)).toBe('the document has too many values')
})

test('what people write is', () => {
  const object = (name: number) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m${name}\n`
  expect(yamlProblem(Array.from({ length: 200 }, (_, index) => object(index)).join('---\n'))).toBeUndefined()
  expect(yamlProblem(`a: |\n${'  a line of a long text: with - signs\n'.repeat(10_000)}`)).toBeUndefined()
})
