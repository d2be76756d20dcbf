import { expect, test } from 'vitest'
import { projectNamespace, projectOfNamespace } from './project-namespace.ts'

test('a project and its namespace name each other', () => {
  expect(projectNamespace('web')).toBe('loft-p-web')
  expect(projectOfNamespace('loft-p-web')).toBe('web')
})

test.each(['default', 'loft-p-', 'aerie-system', undefined])(
  '%s is no namespace of a project',
  (namespace) => {
    expect(projectOfNamespace(namespace)).toBeUndefined()
  },
)
