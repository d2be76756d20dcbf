import { expect, test } from 'vitest'
import { parseManifests } from './manifests.ts'

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

test('documents, lists and nothing at all are taken as they come', () => {
  expect(parseManifests(undefined)).toEqual([])
  expect(parseManifests('\n---\n# none\n')).toEqual([])
  const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: c}}\n`
  const found = parseManifests(`${configMap('a')}---\n---\n${configMap('b')}---\n${list}`)
  expect(found.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ConfigMap a',
    'ConfigMap b',
    'Secret c',
  ])
})

test('what cannot be applied is named', () => {
  const problem = (text: string) => () => parseManifests(text)
  expect(problem('a: [')).toThrow(/they are no YAML/)
  expect(problem('just words')).toThrow('document 1 is no object')
  expect(problem(`${configMap('a')}---\nkind: ConfigMap\n`)).toThrow('document 2 needs apiVersion and kind')
  expect(problem('apiVersion: v1\nkind: ConfigMap\n')).toThrow('document 1, a ConfigMap, needs metadata.name')
  expect(problem(`${configMap('a')}---\n${configMap('a')}`)).toThrow('ConfigMap a is there twice')
})

test('what would take seconds to read is no reason to wait for it', () => {
  const problem = (data: string) => () => parseManifests(`${configMap('a')}data:\n${data}`)
  expect(problem(`  a: [${'1,'.repeat(200_000)}]`)).toThrow('the document has too many values')
  const laughs = `  a: &a [x]\n  b: &b [${'*a,'.repeat(20)}]\n  c: [${'*b,'.repeat(20)}]\n`
  expect(problem(laughs)).toThrow(/cannot be applied: Excessive alias count/)
})

test('amounts of quotas and limits may be written as numbers', () => {
  const quota =
    'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q }\nspec: { hard: { pods: 5, cpu: "2" } }\n'
  expect(parseManifests(quota)).toMatchObject([{ spec: { hard: { pods: '5', cpu: '2' } } }])
})
