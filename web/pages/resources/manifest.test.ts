import type { ServedKind } from '#web/data/kinds-inside.ts'
import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { manifestOf } from './manifest.ts'

const secrets: ServedKind = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  kind: 'Secret',
  many: 'Secrets',
  shortNames: [],
  namespaced: true,
  verbs: ['list'],
}

// As a list has it: without its kind.
const listed = {
  metadata: { name: 'key', managedFields: [{ manager: 'kubectl' }] },
  data: { password: 'c2VjcmV0' },
  type: 'Opaque',
} as unknown as KubeObject

test('an object of a list gets its kind, first', () => {
  const manifest = manifestOf(secrets, listed, { managed: true, revealed: true })
  expect(Object.keys(manifest)).toEqual(['apiVersion', 'kind', 'metadata', 'data', 'type'])
  expect(manifest).toMatchObject({ apiVersion: 'v1', kind: 'Secret', data: { password: 'c2VjcmV0' } })
})

test('managed fields are folded away, and values hidden', () => {
  const manifest = manifestOf(secrets, listed, { managed: false, revealed: false })
  expect(manifest).toMatchObject({ metadata: { name: 'key' }, data: { password: '••••••••' } })
  expect(JSON.stringify(manifest)).not.toContain('kubectl')
})
