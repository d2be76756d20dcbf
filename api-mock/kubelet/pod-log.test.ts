import { afterEach, expect, test, vi } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { handle } from '#api-mock/handle.ts'
import { isStream } from '#api-mock/serve/listen.ts'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import { runtimeOf } from './runtime.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

const pods = '/api/v1/namespaces/default/pods'

async function start() {
  let offset = 0
  const clock = (): Date => new Date(Date.now() + offset)
  const opened = await openTestCluster({ nodes: 1, nodePrefix: 'c', pace: { start: 0, backOff: 0 }, clock })
  const { ask, cluster } = opened
  open.push(cluster)
  const run = async (name: string, spec: JsonObject, phase = 'Running'): Promise<void> => {
    await ask('POST', pods, { body: { metadata: { name }, spec } })
    await vi.waitFor(async () => expect((await ask('GET', `${pods}/${name}`)).body.status.phase).toBe(phase))
  }
  const pieces = async (
    query: string,
    signal = new AbortController().signal,
  ): Promise<AsyncIterator<string>> => {
    const answer = await handle(cluster, {
      method: 'GET',
      target: `${pods}/${query}`,
      headers: { authorization: 'Bearer admin' },
      body: () => Promise.resolve(Buffer.alloc(0)),
      signal,
    })
    if (typeof answer.body === 'string') throw new Error(answer.body)
    if (!isStream(answer.body)) throw new Error('the answer is no stream')
    return answer.body[Symbol.asyncIterator]()
  }
  const log = async (query: string): Promise<string> => {
    const iterator = await pieces(query)
    let text = ''
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      text += next.value
    return text
  }
  return { ...opened, run, log, pieces, pass: (milliseconds: number) => (offset += milliseconds) }
}

const sh = (name: string, text: string): JsonObject => ({
  name,
  image: 'busybox',
  command: ['sh', '-c', text],
})

test('a log has what a container said, the same each time', async () => {
  const { run, log, pass } = await start()
  await run('counter', {
    containers: [sh('main', 'i=0; while true; do echo "n $i"; i=$((i+1)); sleep 1; done')],
  })
  pass(10_500)
  const text = await log('counter/log')
  expect(text).toMatch(/^n 0\nn 1\n.*n 10\n/s)
  expect((await log('counter/log')).startsWith(text)).toBe(true)
  expect((await log('counter/log?tailLines=2')).split('\n')).toHaveLength(3)
  expect(await log('counter/log?sinceSeconds=3')).not.toContain('n 1\n')
  expect(await log('counter/log?limitBytes=7')).toBe('n 0\nn 1')
  expect(await log('counter/log?timestamps=true')).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z n 0\n/)
})

test('the previous run of a container can be read', async () => {
  const { ask, run, log } = await start()
  const command = 'echo hello; sleep 1; exit 1'
  await run('again', { containers: [sh('main', command)] })
  await expect(log('again/log?previous=true')).rejects.toThrow(
    String.raw`previous terminated container \"main\" in pod \"again\" not found`,
  )
  await vi.waitFor(
    async () => {
      const { status } = (await ask('GET', `${pods}/again`)).body
      expect(status.containerStatuses).toMatchObject([{ restartCount: 1 }])
    },
    { timeout: 4000 },
  )
  expect(await log('again/log?previous=true')).toBe('hello\n')
})

test('a follower hears what is noted and what is made, and ends with the container', async () => {
  const { run, pieces, cluster, ask } = await start()
  await run('web', { containers: [{ name: 'main', image: 'nginx' }] })
  const lines = await pieces('web/log?follow=true')
  expect((await lines.next()).value).toContain('Configuration complete')
  const pod = (await ask('GET', `${pods}/web`)).body as unknown as Parameters<
    NonNullable<ReturnType<typeof runtimeOf>>['find']
  >[0]
  const next = lines.next()
  runtimeOf(cluster)?.note(pod, 'main', { text: 'GET / 200' }, Date.now())
  expect((await next).value).toContain('GET / 200\n')
  await ask('DELETE', `${pods}/web`)
  let rest = ''
  for (let piece = await lines.next(); piece.done !== true; piece = await lines.next()) rest += piece.value
  expect(rest).toContain('shutting down')
})

test('a follower that goes away is let go', async () => {
  const { run, pieces } = await start()
  await run('web', { containers: [{ name: 'main', image: 'nginx' }] })
  const controller = new AbortController()
  const lines = await pieces('web/log?follow=true', controller.signal)
  await lines.next()
  const next = lines.next()
  controller.abort()
  expect((await next).done).toBe(true)
})

test('a log that is not there is refused in the words of a real cluster', async () => {
  const { ask, run } = await start()
  const refusal = async (query: string): Promise<[number, string]> => {
    const { status, body } = await ask('GET', `${pods}/${query}`)
    return [status, body.message]
  }
  const two = [
    { name: 'a', image: 'nginx' },
    { name: 'b', image: 'nginx:broken' },
  ]
  await run('pod', { containers: two, initContainers: [sh('first', 'true')] }, 'Pending')
  await vi.waitFor(async () =>
    expect(await refusal('pod/log?container=b')).toEqual([
      400,
      'container "b" in pod "pod" is waiting to start: trying and failing to pull image',
    ]),
  )
  expect(await refusal('none/log')).toEqual([404, 'pods "none" not found'])
  expect(await refusal('pod/log?container=c')).toEqual([400, 'container c is not valid for pod pod'])
  expect(await refusal('pod/log')).toEqual([
    400,
    'a container name must be specified for pod pod, choose one of: [first a b]',
  ])
  expect((await refusal('pod/log?container=a&tailLines=-1'))[1]).toBe(
    'PodLogOptions "pod" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
  )
})
