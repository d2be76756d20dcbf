import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { chunkedHead, chunkOf, jsonAnswer, startRecorder, type Recorder } from '#e2e/support/recorder.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'
import { reflect, type Reflector } from '#server/cluster/reflector.ts'
import type { KubeObject } from '#kube/types.ts'

/** A copy of a collection is what the API server has, however its watches end. */

let recorder: Recorder
let connection: Connection
let reflector: Reflector<KubeObject>
let told: string[]
beforeEach(async () => {
  recorder = await startRecorder()
  connection = connect({ origin: recorder.origin, prefix: '', ca: '', authorization: 'Bearer x' })
  told = []
})
afterEach(async () => {
  reflector.stop()
  await connection.dispatcher.destroy()
  await recorder.close()
})

const named = (name: string, resourceVersion: string) => ({ metadata: { name, resourceVersion } })
const list = (resourceVersion: string, ...items: object[]) =>
  jsonAnswer(200, { metadata: { resourceVersion }, items })
const event = (type: string, object: object) => chunkOf(JSON.stringify({ type, object }))
const gone = { kind: 'Status', status: 'Failure', reason: 'Expired', code: 410 }
const watchFrom = (version: string) => `/teams?watch=true&allowWatchBookmarks=true&resourceVersion=${version}`

function start(): void {
  reflector = reflect({
    connection,
    path: '/teams',
    failed: (error) => told.push(String(error)),
    changed: (before, after) =>
      told.push(`${before?.metadata.resourceVersion ?? '-'} → ${after?.metadata.resourceVersion ?? '-'}`),
  })
}

/** Waits for the next request, which must be this one. */
async function asked(target: string) {
  const request = await recorder.next()
  expect(request.target).toBe(target)
  return request
}

test('a watch that breaks off is taken up where it was, and brings nothing again', async () => {
  recorder.respond(() => {})
  start()
  ;(await asked('/teams')).write(list('5', named('red', '3')))
  const watch = await asked(watchFrom('5'))
  watch.write(chunkedHead + event('MODIFIED', named('red', '6')) + event('BOOKMARK', named('', '9')))
  await expect.poll(() => told).toEqual(['- → 3', '3 → 6'])
  watch.socket.destroy()
  await asked(watchFrom('9'))
  expect(told).toHaveLength(3)
  expect(told[2]).not.toContain('→')
})

test('a watch whose place is forgotten lists at once, and waits when that does not help', async () => {
  // A pause would be one of hours.
  const random = vi.spyOn(Math, 'random').mockReturnValue(100_000)
  onTestFinished(() => random.mockRestore())
  recorder.respond(() => {})
  start()
  ;(await asked('/teams')).write(list('5', named('red', '3')))
  ;(await asked(watchFrom('5'))).write(jsonAnswer(410, gone))
  ;(await asked('/teams')).write(list('8', named('blue', '7')))
  const watch = await asked(watchFrom('8'))
  random.mockReturnValue(0)
  const since = performance.now()
  watch.write(chunkedHead + event('ERROR', gone))
  await asked('/teams')
  expect(performance.now() - since).toBeGreaterThan(190)
  expect(told).toEqual(['- → 3', '3 → -', '- → 7'])
})
