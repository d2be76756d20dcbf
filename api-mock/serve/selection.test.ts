import { expect, test } from 'vitest'
import { builtIn } from '#api-mock/builtin/define.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { unserved } from '#api-mock/resources/unserved.ts'
import { encode, Stored } from '#api-mock/store/stored.ts'
import { readSelection } from './selection.ts'

const plain = builtIn('apps/v1/deployments')

function kind(name: string, namespaced: boolean, field: string): ResourceDefinition {
  const names = { version: 'v1', kind: name, namespaced }
  const strategy = { selectable: { [field]: () => 'yes' } }
  return { ...unserved('', `${name.toLowerCase()}s`), ...names, strategy }
}

function selects(definition: ResourceDefinition, fieldSelector: string): boolean {
  const body = { metadata: { name: 'x' } }
  const stored = new Stored({ namespace: '', name: 'x', revision: 1, createRevision: 1, ...encode(body, 1) })
  return readSelection(definition, { labelSelector: '', fieldSelector }).matches(stored)
}

test('a kind is selected by its own fields', () => {
  const pods = kind('Pod', true, 'status.phase')
  expect(selects(pods, 'status.phase=yes')).toBe(true)
  expect(selects(pods, 'status.phase!=yes')).toBe(false)
  expect(selects(pods, 'metadata.name=x,metadata.namespace=')).toBe(true)
})

test('other fields are refused, in the words of the kind', () => {
  expect(() => selects(plain, 'spec.replicas=2')).toThrow(
    '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
  )
  expect(() => selects(kind('Pod', true, 'status.phase'), 'spec.containers=x')).toThrow(
    'field label not supported: spec.containers',
  )
  expect(() => selects(kind('Job', true, 'status.successful'), 'status.failed=1')).toThrow(
    'field label "status.failed" not supported for Job',
  )
  expect(() => selects(kind('Node', false, 'spec.unschedulable'), 'metadata.namespace=x')).toThrow(
    'field label not supported: metadata.namespace',
  )
})
