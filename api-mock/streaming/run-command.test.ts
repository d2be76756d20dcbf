import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { toRequest } from '#api-mock/serve/listen.ts'
import { sendUpgraded } from '#api-mock/serve/websocket.ts'
import type { Output, Process, TerminalSize } from './process.ts'
import { commandAnswer } from './run-command.ts'

/** A process whose every move the test makes. */
class Puppet implements Process {
  readonly input: string[] = []
  readonly sizes: TerminalSize[] = []
  inputEnded = false
  killed = false
  sent = 0
  holds: boolean
  readonly exited: Promise<number>
  readonly output: AsyncIterable<Output>
  #exit: (code: number) => void = () => undefined
  #release: () => void = () => undefined

  constructor(says: Iterable<Output> = [], holds = false) {
    this.exited = new Promise((resolve) => (this.#exit = resolve))
    this.output = this.#speak(says)
    this.holds = holds
  }

  async *#speak(says: Iterable<Output>): AsyncGenerator<Output> {
    for (const each of says) {
      this.sent += each.bytes.length
      yield each
    }
    await this.exited
  }

  write(bytes: Uint8Array): void | Promise<void> {
    this.input.push(Buffer.from(bytes).toString())
    return this.holds ? new Promise((resolve) => (this.#release = resolve)) : undefined
  }

  release(): void {
    this.holds = false
    this.#release()
  }

  endInput(): void {
    this.inputEnded = true
  }

  resize(size: TerminalSize): void {
    this.sizes.push(size)
  }

  exit(code: number): void {
    this.#exit(code)
  }

  kill(): void {
    this.killed = true
    this.#exit(137)
  }
}

let server: Server
let puppet: Puppet
const ends = new Set<AbortController>()

beforeAll(async () => {
  server = createServer()
  server.on('upgrade', (incoming, socket, head) => {
    const client = new AbortController()
    ends.add(client)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => client.abort())
    const { headers } = toRequest(incoming, '', client.signal)
    const tty = incoming.url === '/tty'
    const wanted = { stdin: incoming.url !== '/silent', stdout: true, stderr: true, tty }
    const answer = commandAnswer({ headers, signal: client.signal, wanted, start: () => puppet, own: true })
    void sendUpgraded(answer, { incoming, socket, head })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

interface Client {
  socket: WebSocket
  messages: Buffer[]
  closed: Promise<unknown>
}

async function open(path = '/', protocol = 'v5.channel.k8s.io'): Promise<Client> {
  const { port } = server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [protocol])
  const messages: Buffer[] = []
  socket.on('message', (data: Buffer) => messages.push(data))
  const closed = once(socket, 'close')
  await once(socket, 'open')
  return { socket, messages, closed }
}

function message(channel: number, text: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([channel]), Buffer.from(text)])
}

test('input, its end, sizes, output and the exit code each have a channel', async () => {
  puppet = new Puppet([
    { to: 'stdout', bytes: Buffer.from('out') },
    { to: 'stderr', bytes: Buffer.from('err') },
  ])
  const { socket, messages, closed } = await open()
  socket.send(message(0, 'typed'))
  socket.send(message(4, '{"Width":120,"Height":40}'))
  socket.send(message(9, 'nonsense'))
  socket.send(Buffer.alloc(0))
  socket.send(message(255, Buffer.from([0])))
  await expect.poll(() => puppet.inputEnded).toBe(true)
  expect(puppet.input).toEqual(['typed'])
  expect(puppet.sizes).toEqual([{ columns: 120, rows: 40 }])
  puppet.exit(3)
  await closed
  expect(messages.slice(0, 3)).toEqual([message(1, ''), message(1, 'out'), message(2, 'err')])
  const status: unknown = JSON.parse(messages[3]?.subarray(1).toString() ?? '')
  expect(messages[3]?.[0]).toBe(3)
  expect(status).toMatchObject({
    status: 'Failure',
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: '3' }] },
  })
})

test.each([
  ['input', message(0, 'typed')],
  ['size', message(4, '{"Width":120,"Height":40}')],
])('a process that fails at its %s ends for its client alone, who is told', async (_what, sent) => {
  puppet = new Puppet()
  const broken = (): never => {
    throw new TypeError('broken')
  }
  puppet.write = broken
  puppet.resize = broken
  const { socket, messages, closed } = await open()
  socket.send(sent)
  await closed
  expect(puppet.killed).toBe(true)
  expect(JSON.parse(messages.at(-1)?.subarray(1).toString() ?? '')).toMatchObject({
    status: 'Failure',
    reason: 'InternalError',
    message: 'Internal error occurred: TypeError: broken',
  })
})

test('a success says so, and a command without input has none', async () => {
  puppet = new Puppet()
  const { messages, closed } = await open('/silent')
  await expect.poll(() => puppet.inputEnded).toBe(true)
  puppet.exit(0)
  await closed
  expect(JSON.parse(messages[1]?.subarray(1).toString() ?? '')).toMatchObject({ status: 'Success' })
})

test('base64 is spoken too', async () => {
  puppet = new Puppet([{ to: 'stdout', bytes: Buffer.from('out') }])
  const { socket, messages, closed } = await open('/', 'v4.base64.channel.k8s.io')
  socket.send(`0${Buffer.from('typed').toString('base64')}`)
  await expect.poll(() => puppet.input).toEqual(['typed'])
  puppet.exit(0)
  await closed
  expect(String(messages[1])).toBe(`1${Buffer.from('out').toString('base64')}`)
})

test('a process that does not read holds its client back', async () => {
  puppet = new Puppet([], true)
  const { socket, closed } = await open()
  const piece = message(0, 'x'.repeat(64 * 1024))
  for (let count = 0; count < 1000; count += 1) socket.send(piece)
  await expect.poll(() => puppet.input.length).toBeGreaterThan(0)
  await expect.poll(() => socket.bufferedAmount).toBeGreaterThan(10_000_000)
  expect(puppet.input.length).toBeLessThan(100)
  puppet.release()
  await expect.poll(() => puppet.input.length).toBe(1000)
  puppet.exit(0)
  await closed
})

test('a client that does not read holds the process back', async () => {
  const bytes = Buffer.alloc(64 * 1024)
  puppet = new Puppet(Array.from({ length: 2000 }, () => ({ to: 'stdout' as const, bytes })))
  const { socket, closed } = await open()
  socket.pause()
  let before = -1
  await expect
    .poll(() => {
      const stands = puppet.sent > 0 && puppet.sent === before
      before = puppet.sent
      return stands
    })
    .toBe(true)
  expect(puppet.sent).toBeLessThan(2000 * 64 * 1024)
  socket.resume()
  await expect.poll(() => puppet.sent).toBe(2000 * 64 * 1024)
  puppet.exit(0)
  await closed
})

test('a client that goes kills its process; a server that ends, too, and says so', async () => {
  puppet = new Puppet()
  const gone = await open()
  gone.socket.terminate()
  await expect.poll(() => puppet.killed).toBe(true)
  puppet = new Puppet()
  const ended = await open()
  for (const end of ends) end.abort()
  await ended.closed
  expect(puppet.killed).toBe(true)
  expect(ended.messages.at(-1)?.toString()).toContain('"message":"137"')
})

test('what is not spoken is refused', async () => {
  puppet = new Puppet()
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, ['other'])
  socket.on('error', () => socket.terminate())
  const [, incoming] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  expect(incoming.statusCode).toBe(400)
  expect(() =>
    commandAnswer({
      headers: {},
      signal: new AbortController().signal,
      wanted: { stdin: false, stdout: true, stderr: true, tty: false },
      start: () => puppet,
      own: true,
    }),
  ).toThrow('Upgrade request required')
})
