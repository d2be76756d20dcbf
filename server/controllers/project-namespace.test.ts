import { expect, test } from 'vitest'
import { namespaceOf } from './project-namespace.ts'

test('the namespace of a project is marked as its own, whatever its template says', () => {
  const project = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Project',
    metadata: { name: 'web', uid: 'u1' },
    spec: {
      namespaceTemplate: {
        metadata: { labels: { team: 'red', 'loft.sh/project': 'other' }, annotations: { cost: '7' } },
      },
    },
  }
  expect(namespaceOf(project).metadata).toEqual({
    name: 'loft-p-web',
    labels: { team: 'red', 'loft.sh/project': 'web', 'app.kubernetes.io/managed-by': 'aerie' },
    annotations: { cost: '7' },
    ownerReferences: [{ apiVersion: 'management.loft.sh/v1', kind: 'Project', name: 'web', uid: 'u1' }],
  })
})
