import type { Upgraded } from '#api-mock/serve/exchange.ts'
import { readSize } from './command-client.ts'
import type { CommandClient, CommandListener, Wanted } from './command-client.ts'
import { acceptSpdy } from './handshake.ts'
import { SpdyConnection } from './spdy-connection.ts'
import type { SpdyStream } from './spdy-connection.ts'
import { written } from './written.ts'

export const spdyProtocols = ['v4.channel.k8s.io']

/** How long a client may take to open its streams, in milliseconds. */
const longestOpening = 30_000

/** What a client may say of its terminal at once. */
const mostSizeText = 1024

type Streams = Map<string, SpdyStream>

/** Opens the streams of a command over SPDY; undefined when the client does not open them all. */
export async function spdyCommand(
  connection: Upgraded,
  protocol: string,
  wanted: Wanted,
): Promise<CommandClient | undefined> {
  const names = [
    'error',
    ...(['stdin', 'stdout', 'stderr'] as const).filter((name) => wanted[name]),
    ...(wanted.tty ? ['resize'] : []),
  ]
  const streams: Streams = new Map()
  let opened = (): void => undefined
  const all = new Promise<boolean>((resolve) => (opened = () => resolve(true)))
  const spdy = new SpdyConnection(acceptSpdy(connection, protocol), (stream) => {
    const name = stream.headers.get('streamtype') ?? ''
    if (!names.includes(name) || streams.has(name)) {
      stream.destroy()
      return
    }
    streams.set(name, stream)
    if (streams.size === names.length) opened()
  })
  const ended = spdy.run().then(() => false)
  const late = setTimeout(() => spdy.close(), longestOpening)
  const complete = await Promise.race([all, ended])
  clearTimeout(late)
  return complete ? clientOf(spdy, streams) : undefined
}

function clientOf(spdy: SpdyConnection, streams: Streams): CommandClient {
  // Nobody reads what a client sends where it should listen.
  for (const name of ['error', 'stdout', 'stderr']) streams.get(name)?.resume()
  return {
    listen: (listener) => listen(streams, listener),
    async send(to, bytes) {
      const stream = streams.get(to)
      if (stream !== undefined) await written(stream, bytes)
    },
    async end(status) {
      streams.get('error')?.write(JSON.stringify(status))
      // The callback also comes when the client has reset the stream.
      const ended = [...streams.values()].map(
        (stream) => new Promise<void>((resolve) => stream.end(() => resolve())),
      )
      await Promise.all(ended)
      spdy.close()
    },
  }
}

function listen(streams: Streams, listener: CommandListener): void {
  const stdin = streams.get('stdin')
  if (stdin !== undefined) void readInput(stdin, listener)
  let text = ''
  streams.get('resize')?.on('data', (bytes: Buffer) => {
    text = (text + bytes.toString('latin1')).slice(-mostSizeText)
    const whole = text.lastIndexOf('}')
    const size = readSize(text.slice(text.lastIndexOf('{', whole), whole + 1))
    text = text.slice(whole + 1)
    if (size !== undefined) listener.resize(size)
  })
}

async function readInput(stdin: SpdyStream, listener: CommandListener): Promise<void> {
  try {
    for await (const bytes of stdin as AsyncIterable<Buffer>) await listener.input(bytes)
  } catch {
    // The client reset the stream, which ends the input as well.
  }
  listener.inputEnded()
}
