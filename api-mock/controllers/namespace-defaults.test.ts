import { expect, test } from 'vitest'
import { objectsOf, openWorkingCluster, until } from './test-kubelet.ts'

test('each namespace has its default account and the root certificate, and has them again', async () => {
  const { cluster, ask } = await openWorkingCluster(undefined, { rootCertificate: 'a certificate' })
  await ask('POST', '/api/v1/namespaces', {
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } },
  })
  const names = (resource: string) =>
    objectsOf(cluster, resource).flatMap(({ metadata }) =>
      metadata.namespace === 'team' ? [metadata.name] : [],
    )
  const complete = () => names('/serviceaccounts').length + names('/configmaps').length === 2
  await until(cluster, complete)
  expect(names('/serviceaccounts')).toEqual(['default'])
  expect(objectsOf(cluster, '/configmaps')[0]).toMatchObject({
    metadata: { name: 'kube-root-ca.crt' },
    data: { 'ca.crt': 'a certificate' },
  })
  await ask('DELETE', '/api/v1/namespaces/team/configmaps/kube-root-ca.crt')
  await until(cluster, complete)
  await ask('DELETE', '/api/v1/namespaces/team')
  await until(cluster, () =>
    objectsOf(cluster, '/namespaces').every(({ metadata }) => metadata.name !== 'team'),
  )
  expect(names('/serviceaccounts')).toEqual([])
})
