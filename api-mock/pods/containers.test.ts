import { expect, test } from 'vitest'
import { containerOf } from './containers.ts'

function pod(...names: string[]) {
  const containers = names.map((name) => ({ name }))
  const spec = { containers, initContainers: [{ name: 'setup' }] }
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }
}

test('one container needs no name, several do', () => {
  expect(containerOf(pod('main'), '')).toBe('main')
  expect(containerOf(pod('main'), 'setup')).toBe('setup')
  expect(() => containerOf(pod('main', 'side'), '')).toThrow(
    'a container name must be specified for pod web, choose one of: [setup main side]',
  )
  expect(() => containerOf(pod('main'), 'other')).toThrow('container other is not valid for pod web')
})
