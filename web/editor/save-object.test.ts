import { expect, test } from 'vitest'
import { changesOf, mergeObjects, shownObject } from './save-object.ts'

const base = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', uid: 'u', resourceVersion: '5', managedFields: [{ manager: 'kubectl' }] },
  spec: { replicas: 1, paused: false },
  status: { replicas: 1 },
}

test('what is shown has nothing of who manages what, and the status last', () => {
  const withData = { ...base, data: { a: 'b' } }
  const shown = shownObject(withData)
  expect(Object.keys(shown)).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'data', 'status'])
  expect(shown['metadata']).toEqual({ name: 'web', uid: 'u', resourceVersion: '5' })
})

test('mine is merged into a newer state, and its version and status are not held against it', () => {
  const mine = { ...shownObject(base), spec: { replicas: 3, paused: false } }
  const theirs = {
    ...base,
    metadata: { ...base.metadata, resourceVersion: '9', labels: { a: 'b' } },
    status: { replicas: 0 },
  }
  expect(mergeObjects(base, mine, theirs)).toEqual({
    values: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', uid: 'u', resourceVersion: '9', labels: { a: 'b' } },
      spec: { replicas: 3, paused: false },
    },
    overlaps: [],
  })
})

test('what both changed is named, with who wrote theirs', () => {
  const mine = { ...shownObject(base), spec: { replicas: 3, paused: false } }
  const managedFields = [{ manager: 'scaler', time: 't', fieldsV1: { 'f:spec': { 'f:replicas': {} } } }]
  const theirs = {
    ...base,
    metadata: { ...base.metadata, managedFields },
    spec: { replicas: 7, paused: false },
  }
  expect(mergeObjects(base, mine, theirs).overlaps).toEqual([
    { field: 'spec.replicas', theirs: 7, mine: 3, manager: 'scaler' },
  ])
})

test('changes are told field by field', () => {
  const after = { ...base, spec: { replicas: 2 }, list: [1, { a: 2 }] }
  expect(changesOf({ ...base, list: [1, { a: 1 }, 3] }, after)).toEqual([
    { field: 'spec.replicas', before: 1, after: 2 },
    { field: 'spec.paused', before: false, after: undefined },
    { field: 'list[1].a', before: 1, after: 2 },
    { field: 'list[2]', before: 3, after: undefined },
  ])
})
