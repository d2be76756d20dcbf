import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { within } from './raw.ts'

const key = 'dGhlIHNhbXBsZSBub25jZQ=='

/** The headers of a WebSocket handshake. */
export const handshake = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${key}`,
]

/** The head with which an upstream agrees to `handshake`. */
export function agreement(headers: readonly string[] = []): string {
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...headers,
    '',
    '',
  ].join('\r\n')
}

/** A masked frame as a client sends it; the mask is zero, so that the payload stays readable. */
export function frame(opcode: number, payload: Buffer | string, fin = true): Buffer {
  const bytes = Buffer.from(payload)
  const first = (fin ? 0x80 : 0) | opcode
  const length =
    bytes.length < 126
      ? Buffer.from([0x80 | bytes.length])
      : Buffer.from([0x80 | 126, bytes.length >> 8, bytes.length & 0xff])
  return Buffer.concat([Buffer.from([first]), length, Buffer.alloc(4), bytes])
}

/** A WebSocket as the console opens one: every frame kept, and how it was closed. */
export interface Watching {
  socket: WebSocket
  frames: string[]
  /** Which of them were binary. */
  binary: boolean[]
  /** The next frame that was not given out before. */
  next(): Promise<string>
  closed: Promise<number>
}

export async function openWatch(url: string, key: string): Promise<Watching> {
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${key}` } })
  const frames: string[] = []
  const binary: boolean[] = []
  let given = 0
  let wake = () => {}
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    frames.push(data.toString())
    binary.push(isBinary)
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  await within(once(socket, 'open'), 'a handshake')
  return {
    socket,
    frames,
    binary,
    closed,
    next: () =>
      within(
        new Promise((resolve) => {
          wake = () => {
            const frame = frames[given]
            if (frame === undefined) return
            given += 1
            wake = () => {}
            resolve(frame)
          }
          wake()
        }),
        'a frame',
      ),
  }
}
