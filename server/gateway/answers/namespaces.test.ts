import { expect, test } from 'vitest'
import type { Project } from '#api/kinds/project.ts'
import { someone } from '#server/identity/someone.ts'
import { namespaceOf } from './namespaces.ts'

const web: Project = { apiVersion: 'v1', kind: 'Project', metadata: { name: 'web' }, spec: {} }
const directory = { projects: new Map([['web', web]]) }

test('the namespace of a project is there for its members alone', () => {
  const member = someone('ada', { roles: new Map([['web', 'viewer']]) })
  expect(namespaceOf(directory, member, 'loft-p-web')).toMatchObject({ metadata: { name: 'loft-p-web' } })
  for (const name of ['loft-p-other', 'default', 'aerie-system'])
    expect(() => namespaceOf(directory, member, name)).toThrow(`namespaces "${name}" not found`)
  expect(() => namespaceOf(directory, someone('bob', {}), 'loft-p-web')).toThrow('not found')
})
