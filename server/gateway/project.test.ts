import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { someone } from '#server/identity/someone.ts'
import type { Admitted, Context } from './context.ts'
import { passToSpace, passToVirtualCluster } from './project.ts'
import { readTarget } from './target.ts'

/** What a passage looks at: the instances, the ways to where they are, and who asks. */
function asked(instance: object, path: string) {
  const all = new Map([['loft-p-web/dev', instance]])
  const connection = { origin: 'https://east' }
  const context = {
    directory: { spaceInstances: all, virtualClusterInstances: all },
    clusters: { connectionOf: () => connection },
    virtualClusters: { connectionTo: async () => connection },
  } as unknown as Context
  const identity = someone('ada', { groups: ['loft:user:ada'], roles: new Map([['web', 'admin']]) })
  const admitted = { caller: { identity }, target: readTarget(path) } as unknown as Admitted
  return [context, admitted, { method: 'GET' } as IncomingMessage] as const
}

const dev = {
  metadata: { name: 'dev', namespace: 'loft-p-web' },
  spec: { clusterRef: { cluster: 'east', namespace: 'x' } },
  status: { phase: 'Ready' },
}
const inSpace = '/kubernetes/project/web/space/dev/api/v1/namespaces/x/pods?limit=1'
const inVirtual = '/kubernetes/project/web/virtualcluster/dev/api/v1/pods?watch=1'

test('a passage says as whom it goes, through which cluster and from which instance', async () => {
  const passage = passToSpace(...asked(dev, inSpace))
  expect(passage).toMatchObject({
    info: { verb: 'list', namespace: 'x' },
    outgoing: { path: '/api/v1/namespaces/x/pods', search: '?limit=1', as: { groups: ['loft:user:ada'] } },
    cluster: 'east',
    instance: { plural: 'spaceinstances', project: 'web', name: 'dev' },
  })
  expect(await passToVirtualCluster(...asked(dev, inVirtual))).toMatchObject({
    info: { verb: 'watch' },
    outgoing: { path: '/api/v1/pods' },
    cluster: 'east',
    instance: { plural: 'virtualclusterinstances', project: 'web', name: 'dev' },
  })
})

test('what is being deleted is used by nobody any more', async () => {
  const ending = { ...dev, metadata: { ...dev.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }
  const expected = { code: 409, message: expect.stringContaining('it is being deleted') }
  expect(() => passToSpace(...asked(ending, inSpace))).toThrow(expect.objectContaining(expected))
  await expect(passToVirtualCluster(...asked(ending, inVirtual))).rejects.toMatchObject(expected)
})
