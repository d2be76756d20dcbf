import type { WebSocket } from 'ws'
import type { Upgraded } from '#api-mock/serve/exchange.ts'
import { readSize } from './command-client.ts'
import type { CommandClient, CommandListener, Wanted } from './command-client.ts'
import { acceptWebSocket } from './handshake.ts'

/** In the order in which they are preferred. The first byte, or digit, of a message says its channel. */
export const websocketProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'v4.base64.channel.k8s.io']

const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

/** What may wait for a client that does not read before the process is held up. */
const mostBuffered = 256 * 1024

/** Opens the channels of a command over a WebSocket. */
export async function websocketCommand(
  connection: Upgraded,
  protocol: string,
  wanted: Wanted,
): Promise<CommandClient> {
  const socket = await acceptWebSocket(connection, protocol)
  const base64 = protocol.includes('base64')
  const send = (channel: number, bytes: Uint8Array): Promise<void> =>
    base64
      ? sent(socket, `${channel}${Buffer.from(bytes).toString('base64')}`)
      : sent(socket, Buffer.concat([Buffer.from([channel]), bytes]))
  // Clients know from a first message that the connection stands.
  const first = wanted.stdout ? 'stdout' : wanted.stderr ? 'stderr' : 'error'
  await send(channels[first], Buffer.alloc(0))
  return {
    listen: (listener) => listen(socket, { listener, base64, halfClose: protocol.startsWith('v5.') }),
    send: (to, bytes) => send(channels[to], bytes),
    async end(status) {
      await send(channels.error, Buffer.from(JSON.stringify(status)))
      socket.close(1000)
    },
  }
}

async function sent(socket: WebSocket, message: string | Uint8Array): Promise<void> {
  const flushed = new Promise<void>((resolve) => socket.send(message, () => resolve()))
  if (socket.bufferedAmount > mostBuffered) await flushed
}

interface Listening {
  listener: CommandListener
  base64: boolean
  halfClose: boolean
}

function listen(socket: WebSocket, { listener, base64, halfClose }: Listening): void {
  let pending = 0
  const holdBack = async (taken: Promise<void>): Promise<void> => {
    pending += 1
    socket.pause()
    await taken
    pending -= 1
    if (pending === 0) socket.resume()
  }
  socket.on('message', (data: Buffer) => {
    const [channel, bytes] = base64 ? decode(data) : [data[0], data.subarray(1)]
    if (channel === channels.stdin && bytes.length > 0) {
      const taken = listener.input(bytes)
      if (taken !== undefined) void holdBack(taken)
    } else if (channel === channels.resize) {
      const size = readSize(bytes.toString())
      if (size !== undefined) listener.resize(size)
    } else if (channel === channels.close && halfClose && bytes[0] === channels.stdin) {
      listener.inputEnded()
    }
  })
  socket.resume()
}

function decode(data: Buffer): [number, Buffer] {
  return [Number(data.toString('latin1', 0, 1)), Buffer.from(data.toString('latin1', 1), 'base64')]
}
