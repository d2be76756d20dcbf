import { describe, expect, test } from 'vitest'
import { someSchemas } from './schema.fixture.ts'
import { suggest } from './suggestions.ts'

function labels(text: string): string[] {
  const [before = '', after = ''] = text.split('|')
  return suggest(before, after, someSchemas).suggestions.map(({ label }) => label)
}

function insert(text: string, label: string): string | undefined {
  const [before = '', after = ''] = text.split('|')
  return suggest(before, after, someSchemas).suggestions.find((one) => one.label === label)?.insert
}

const pod = 'apiVersion: v1\nkind: Pod\n'

describe('suggestions', () => {
  test('are the fields that are not there yet', () => {
    expect(labels(`${pod}spec:\n  restartPolicy: Always\n  |`)).toEqual(['containers', 'hostNetwork'])
  })

  test('are the fields of an entry, through references', () => {
    expect(labels(`${pod}spec:\n  containers:\n  - name: a\n    |`)).toEqual(['image', 'ports', 'env'])
  })

  test('are values where only some can be', () => {
    expect(labels(`${pod}spec:\n  restartPolicy: |`)).toEqual(['Always', 'Never'])
    expect(labels(`${pod}spec:\n  hostNetwork: |`)).toEqual(['true', 'false'])
  })

  test('are kinds of the version, and versions of the kind', () => {
    expect(labels('apiVersion: v1\nkind: |')).toEqual(['Pod'])
    expect(labels('apiVersion: |\nkind: Widget')).toEqual(['acme.io/v1'])
  })

  test('are what every object begins with, in an empty text', () => {
    expect(labels('|')).toEqual(['apiVersion', 'kind', 'metadata'])
  })

  test('go on where the value belongs', () => {
    expect(insert(`${pod}|`, 'spec')).toBe('spec:\n  $0')
    expect(insert(`${pod}spec:\n  |`, 'containers')).toBe('containers:\n    - $0')
    expect(insert(`${pod}spec:\n  |`, 'hostNetwork')).toBe('hostNetwork: $0')
  })

  test('are none for what is not known', () => {
    expect(labels('apiVersion: v1\nkind: Unknown\nspec:\n  |')).toEqual([])
    expect(labels(`${pod}metadata:\n  labels:\n    |`)).toEqual([])
  })
})
