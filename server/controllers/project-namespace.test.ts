import { expect, test } from 'vitest'
import { invalid } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Client } from '#server/cluster/client.ts'
import { ensureProjectNamespace, namespaceOf } from './project-namespace.ts'

const metadata = { name: 'web', uid: 'u' }
const template = {
  metadata: { labels: { 'loft.sh/project': 'other', cost: '42' }, annotations: { contact: 'x' } },
}

test('a template adds labels and annotations and cannot say whose the namespace is', () => {
  expect(namespaceOf({ metadata, spec: { namespaceTemplate: template } }).metadata).toMatchObject({
    name: 'loft-p-web',
    labels: { 'loft.sh/project': 'web', 'app.kubernetes.io/managed-by': 'aerie', cost: '42' },
    annotations: { contact: 'x' },
    ownerReferences: [{ kind: 'Project', name: 'web', uid: 'u' }],
  })
})

test('a template that no namespace can have leaves a namespace without it, and says why', async () => {
  const applied: KubeObject[] = []
  const client = {
    apply(_path: string, body: KubeObject) {
      applied.push(body)
      if (applied.length > 1) return Promise.resolve(body)
      return Promise.reject(
        invalid({ group: '', kind: 'Namespace', name: 'loft-p-web' }, [{ message: 'bad label' }]),
      )
    },
  } as unknown as Client
  const result = await ensureProjectNamespace(client, { metadata, spec: { namespaceTemplate: template } })
  expect(result.problem).toContain('bad label')
  expect(applied[1]?.metadata.labels).not.toHaveProperty('cost')
})
