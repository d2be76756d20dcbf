import { expect, test } from 'vitest'
import { managerOf } from './manager.ts'

const metadata = {
  name: 'red',
  managedFields: [
    { manager: 'helm', time: '2026-01-02T00:00:00Z', fieldsV1: { 'f:spec': { 'f:description': {} } } },
    { manager: 'kubectl', time: '2026-01-01T00:00:00Z', fieldsV1: { 'f:spec': { 'f:description': {} } } },
    { manager: 'other', time: '2026-01-03T00:00:00Z', fieldsV1: { 'f:spec': { 'f:users': {} } } },
  ],
}

test('the last of those who own a field is its manager', () => {
  expect(managerOf(metadata, 'spec.description')).toBe('helm')
  expect(managerOf(metadata, 'spec.displayName')).toBeUndefined()
  expect(managerOf({ name: 'red' }, 'spec.description')).toBeUndefined()
})
