import { expect, test } from 'vitest'
import { fitsNode, readNodeAffinity } from './node-affinity.ts'

const required = (...nodeSelectorTerms: object[]): object => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})
const named = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }
const large = { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] }

test.each([
  ['that asks for nothing', {}, true],
  ['whose selector is met', { nodeSelector: { zone: 'a' } }, true],
  ['whose selector is not', { nodeSelector: { zone: 'b' } }, false],
  ['whose term names the node', required(named), true],
  ['one of whose terms is met', required(large, named), true],
  ['none of whose terms is met', required(large), false],
  ['a term of which asks for more', required({ ...named, ...large }), false],
  ['whose term says nothing', required({}), false],
])('a pod %s', (_what, spec, expected) => {
  const node = { name: 'n1', labels: { zone: 'a', cores: '4' } }
  expect(fitsNode(readNodeAffinity({ ...spec }), node)).toBe(expected)
})
