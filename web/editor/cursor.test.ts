import { describe, expect, test } from 'vitest'
import { cursorAt } from './cursor.ts'

/** Where somebody is who types at the bar. */
function at(text: string) {
  const [before = '', after = ''] = text.split('|')
  return cursorAt(before, after)
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
`

describe('the cursor', () => {
  test('is in the object whose field is typed', () => {
    const { path, field, typed, apiVersion, kind } = at('apiVersion: v1\nkind: Pod\nspec:\n  no|')
    expect({ path, field, typed, apiVersion, kind }).toEqual({
      path: ['spec'],
      field: undefined,
      typed: 'no',
      apiVersion: 'v1',
      kind: 'Pod',
    })
  })

  test('is in an entry of a list, indented or not', () => {
    const entry = ['spec', 'template', 'spec', 'containers', 0]
    expect(at(`${deployment}        - name: a\n          im|`).path).toEqual(entry)
    expect(at(`${deployment}      - name: a\n        im|`).path).toEqual(entry)
    expect(at(`${deployment}      - na|`).path).toEqual(entry)
  })

  test('is in an object within an entry of a list', () => {
    expect(at(`${deployment}      - name: a\n        resources:\n          li|`).path).toEqual([
      'spec',
      'template',
      'spec',
      'containers',
      0,
      'resources',
    ])
  })

  test('is behind the name of a field', () => {
    expect(at('spec:\n  restartPolicy: Al|')).toMatchObject({
      path: ['spec'],
      field: 'restartPolicy',
      typed: 'Al',
    })
    expect(at('kind: |\nmetadata:\n')).toMatchObject({ path: [], field: 'kind', typed: '' })
  })

  test('knows the fields beside it, and none of a neighbour', () => {
    expect(at('spec:\n  a: 1\n  |\n  b: 2\nstatus:\n  c: 3').beside).toEqual(['a', 'b'])
    expect(at('ports:\n- name: a\n  port: 1\n- name: b\n  |\n- port: 2').beside).toEqual(['name'])
  })

  test('looks at its own document alone', () => {
    const { apiVersion, kind } = at('kind: Pod\n---\napiVersion: v1\nkind: Service\n|\n---\nkind: Secret')
    expect([apiVersion, kind]).toEqual(['v1', 'Service'])
  })

  test('does not take comments and blank lines for anything', () => {
    expect(at('spec:\n\n  # kind: Pod\n  |').path).toEqual(['spec'])
  })
})
