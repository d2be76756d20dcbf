import { expect, test } from 'vitest'
import { strategicMerge } from '#api-mock/patch/strategic.ts'
import { goSchema } from '#api-mock/schema/go-schema.ts'
import { mergeRulesOf } from './merge-rules.ts'

const rules = mergeRulesOf({ schema: goSchema('io.k8s.api.core.v1.ServiceAccount') })

test('lists that are maps are merged by their key, in the kind that has them and where it has them', () => {
  const live = { secrets: [{ name: 'a' }, { name: 'b' }], imagePullSecrets: [{ name: 'a' }] }
  const patch = {
    secrets: [{ name: 'b', $patch: 'delete' }, { name: 'c' }],
    imagePullSecrets: [{ name: 'c' }],
  }
  expect(strategicMerge(live, patch, rules)).toEqual({
    secrets: [{ name: 'c' }, { name: 'a' }],
    imagePullSecrets: [{ name: 'c' }],
  })
  const secrets = { secrets: [{ name: 'd' }] }
  expect(
    strategicMerge(live, secrets, mergeRulesOf({ schema: goSchema('io.k8s.api.core.v1.Pod') })),
  ).toMatchObject(secrets)
})

test('finalizers and owners of any kind are merged', () => {
  const live = { metadata: { finalizers: ['a'], ownerReferences: [{ uid: '1', name: 'one' }] } }
  const patch = { metadata: { finalizers: ['b'], ownerReferences: [{ uid: '1', name: 'two' }] } }
  expect(strategicMerge(live, patch, rules)).toEqual({
    metadata: { finalizers: ['b', 'a'], ownerReferences: [{ uid: '1', name: 'two' }] },
  })
})
