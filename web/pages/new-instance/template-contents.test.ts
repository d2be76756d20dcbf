import { expect, test } from 'vitest'
import { contentsWords } from './template-contents.ts'

const about = { apiVersion: 'management.loft.sh/v1', metadata: { name: 'a' } }

test('a template says what comes with it', () => {
  const objects = 'kind: ResourceQuota\n---\nkind: LimitRange\n---\nkind: LimitRange\n'
  expect(contentsWords({ ...about, kind: 'SpaceTemplate', spec: { template: { objects } } })).toBe(
    'with ResourceQuota, LimitRange',
  )
  const spaceTemplate = { objects }
  const helmRelease = { chart: { version: '0.30.0' } }
  const template = { helmRelease, objects: 'kind: Namespace\n', spaceTemplate }
  expect(contentsWords({ ...about, kind: 'VirtualClusterTemplate', spec: { template } })).toBe(
    'vcluster 0.30.0 · with Namespace · its namespace has ResourceQuota, LimitRange',
  )
})

test('one without contents says nothing', () => {
  expect(contentsWords({ ...about, kind: 'SpaceTemplate', spec: {} })).toBe('')
})
