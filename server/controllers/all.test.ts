import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { openClusters } from '#server/cluster/clusters.ts'
import { connect } from '#server/cluster/connection.ts'
import { openVirtualClusters } from '#server/cluster/virtual-clusters.ts'
import { openDirectory } from '#server/identity/directory.ts'
import { controlWhileLeading } from './all.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const metadata = { name: 'standing', namespace: 'loft-p-web', uid: '1', resourceVersion: '5' }
const space = { metadata, spec: { owner: { user: 'ada' } } }

/** A management cluster with one space, that takes the lease and says nothing at all of ledgers. */
async function withoutLedgers() {
  const asked = Promise.withResolvers<void>()
  const written: string[] = []
  const answer = (path: string, response: ServerResponse) => {
    if (path.includes('/ledgers')) return asked.resolve()
    response.writeHead(200, { 'content-type': 'application/json' })
    if (path.includes('watch=true')) return response.flushHeaders()
    const items = path.includes('/spaceinstances') && !path.includes('/standing') ? [space] : []
    response.end(JSON.stringify({ metadata: { resourceVersion: '5' }, items }))
  }
  const echo = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    written.push(body)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(body)
  }
  const server = createServer((request, response) => {
    if (request.method === 'GET') return answer(request.url ?? '', response)
    void echo(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  undo.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { asked: asked.promise, written, origin: `http://127.0.0.1:${port}` }
}

test('controllers stop where the first list of a watch never comes', async () => {
  const { origin, asked, written } = await withoutLedgers()
  const connection = connect({ origin, prefix: '', ca: '', authorization: '' })
  const report = () => {}
  const directory = openDirectory(connection, report)
  const clusters = openClusters(connection, { disconnected: report, failed: report })
  const virtualClusters = openVirtualClusters({ connectionOf: () => undefined, failed: report })
  undo.push(
    () => connection.dispatcher.destroy(),
    () => clusters.stop(),
    () => directory.stop(),
  )
  await Promise.all([directory.synced, clusters.synced])
  expect([...directory.spaceInstances.keys()]).toEqual(['loft-p-web/standing'])
  const beside = { stop: async () => {} }
  const running = controlWhileLeading({
    identity: 'one',
    connection,
    directory,
    clusters,
    virtualClusters,
    report,
    besides: () => beside,
  })
  await asked
  await running.stop()
  // Nobody holds the lease, so that another takes it at once.
  expect(written.at(-1)).toContain('"holderIdentity":null')
}, 10_000)
