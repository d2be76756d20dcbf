import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { duplexPair } from 'node:stream'
import type { Duplex } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { isUpgrade } from '#api-mock/serve/listen.ts'
import { dataFrame, FrameReader, openFrame } from '#kube/spdy-frames.ts'
import type { Frame } from '#kube/spdy-frames.ts'
import { portForward } from './port-forward.ts'
import { HeaderBlocks } from './spdy-headers.ts'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: 'a1' },
  spec: { nodeName: 'node' },
}

interface Forward {
  /** Opens the two streams of a connection, the error stream first. */
  open(port: number, errorStream: number): Promise<void>
  send(stream: number, text: string, last?: boolean): void
  /** All that came on a stream, and whether it has ended. */
  got(stream: number): { text: string; last: boolean }
  frames: Frame[]
  /** What was dialled: the pod's side of the connection. */
  targets: Duplex[]
  leave: AbortController
  hangUp(): void
  served: Promise<void>
}

async function begin(): Promise<Forward> {
  const [wire, socket] = duplexPair()
  const leave = new AbortController()
  const targets: Duplex[] = []
  const dial = (port: number): Duplex | undefined => {
    if (port !== 80) return undefined
    const [ours, theirs] = duplexPair()
    targets.push(theirs)
    return ours
  }
  const answer = portForward({
    pod,
    runtime: { find: () => ({ container: () => undefined, dial, ended: leave.signal }) },
    query: new URLSearchParams(),
    headers: {
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': 'portforward.k8s.io',
    },
    signal: new AbortController().signal,
  })
  if (!isUpgrade(answer.body)) throw new Error('the upgrade is refused')
  const incoming = new IncomingMessage(new Socket())
  const served = answer.body.upgrade({ incoming, socket, head: Buffer.alloc(0) })
  const frames: Frame[] = []
  const reader = new FrameReader()
  const [head] = (await new Promise<Buffer[]>((resolve) =>
    wire.once('data', (bytes: Buffer) => resolve([bytes])),
  )) as [Buffer]
  expect(head.toString()).toContain('X-Stream-Protocol-Version: portforward.k8s.io\r\n\r\n')
  wire.on('data', (bytes: Buffer) => frames.push(...reader.read(bytes)))
  const blocks = new HeaderBlocks()
  onTestFinished(async () => {
    wire.destroy()
    socket.destroy()
    await served
    blocks.close()
  })
  const openStream = async (id: number, type: string, port: number, request: number): Promise<void> => {
    const headers = { streamtype: type, port: String(port), requestid: String(request) }
    wire.write(openFrame(id, await blocks.pack(new Map(Object.entries(headers)))))
  }
  return {
    frames,
    targets,
    leave,
    hangUp: () => void wire.end(),
    served,
    async open(port, id) {
      await openStream(id, 'error', port, id)
      await openStream(id + 2, 'data', port, id)
    },
    send: (stream, text, last = false) => void wire.write(dataFrame(stream, Buffer.from(text), last)),
    got(stream) {
      const data = frames.flatMap((frame) =>
        frame.type === 'data' && frame.stream === stream ? [frame] : [],
      )
      return { text: data.map(({ bytes }) => bytes.toString()).join(''), last: data.some(({ last }) => last) }
    },
  }
}

test('what a client sends reaches the port, and the answer comes after the client has ended', async () => {
  const client = await begin()
  await client.open(80, 1)
  await client.open(80, 5)
  client.send(3, 'to the first', true)
  client.send(7, 'to the second')
  await expect.poll(() => client.targets).toHaveLength(2)
  const [first, second] = client.targets
  const heard: string[] = []
  first?.on('data', (bytes: Buffer) => heard.push(bytes.toString()))
  first?.on('end', () => first.end('answer'))
  await expect.poll(() => client.got(3)).toEqual({ text: 'answer', last: true })
  expect(heard).toEqual(['to the first'])
  await expect.poll(() => client.got(1)).toEqual({ text: '', last: true })
  second?.end('early')
  await expect.poll(() => client.got(7)).toEqual({ text: 'early', last: true })
})

test('a port on which nothing listens is told on the error stream', async () => {
  const client = await begin()
  await client.open(81, 1)
  await expect.poll(() => client.got(1).last).toBe(true)
  expect(client.got(1).text).toMatch(/^error forwarding port 81 to pod \w+, uid : .*connection refused/)
  expect(client.got(3)).toEqual({ text: '', last: true })
})

test('the connection ends with the pod', async () => {
  const client = await begin()
  await client.open(80, 1)
  await expect.poll(() => client.targets).toHaveLength(1)
  client.leave.abort()
  await expect.poll(() => client.frames).toContainEqual({ type: 'goAway' })
  const [target] = client.targets
  const cut = new Promise((resolve) => target?.once('close', resolve))
  target?.resume()
  client.hangUp()
  await Promise.all([client.served, cut])
})
