import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { contentsOf } from './contents.ts'
import { spaceSide, virtualClusterSide } from './sides.ts'

afterEach(() => vi.unstubAllGlobals())

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })
const asked: string[] = []

/** An API server that lets somebody list what is named, and has two of each. */
function serve(...listed: string[]): void {
  asked.length = 0
  const rule = { apiGroups: [''], verbs: ['list', 'watch'], resources: listed }
  vi.stubGlobal('fetch', async (address: string) => {
    if (address.includes('selfsubjectrulesreviews')) {
      return Response.json({ status: { resourceRules: listed.length === 0 ? [] : [rule] } })
    }
    asked.push(address)
    const items = ['default', 'shop'].map((name) => ({ metadata: { name }, spec: {} }))
    return Response.json({ metadata: {}, items })
  })
}

const metadata = { name: 'dev', namespace: 'loft-p-web', uid: '1' }
const apiVersion = 'management.loft.sh/v1'
const space = {
  apiVersion,
  kind: 'SpaceInstance',
  metadata,
  spec: { clusterRef: { namespace: 'web-s-dev' } },
}
const cluster = { apiVersion, kind: 'VirtualClusterInstance', metadata, spec: {} }

test('what is in a space is counted in its namespace', async () => {
  serve('pods', 'persistentvolumeclaims')
  const found = await client().query(contentsOf(spaceSide, space))
  expect(found).toMatchObject({ pods: 2, namespaces: [] })
  expect(asked.toSorted()).toEqual([
    '/kubernetes/project/web/space/dev/api/v1/namespaces/web-s-dev/persistentvolumeclaims?limit=500',
    '/kubernetes/project/web/space/dev/api/v1/namespaces/web-s-dev/pods?limit=1',
  ])
})

test('of a virtual cluster, the namespaces that people made count, too', async () => {
  serve('pods', 'persistentvolumeclaims', 'namespaces')
  const found = await client().query(contentsOf(virtualClusterSide, cluster))
  expect(found).toMatchObject({ pods: 2, namespaces: ['shop'] })
})

test('nothing is asked that would be refused, and what cannot be listed is named', async () => {
  serve()
  await expect(client().query(contentsOf(virtualClusterSide, cluster))).rejects.toThrow(
    /your role in it does not let you list (pods|persistentvolumeclaims|namespaces)$/,
  )
  expect(asked).toEqual([])
})
