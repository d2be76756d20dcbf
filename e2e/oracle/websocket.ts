import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { meaningfulHeaders } from './exchange.ts'
import type { RawAnswer, RawRequest } from './exchange.ts'

/**
 * Opens a WebSocket as a client and gives the payload of each data frame as one
 * piece of the body. By hand, because the built-in WebSocket takes neither a CA
 * nor headers and hides the answer when the server refuses to upgrade. Frames
 * are neither fragmented nor compressed by the servers this is used against.
 */
export function openWebSocket(raw: RawRequest, ca: string | undefined): Promise<RawAnswer> {
  const open = raw.url.startsWith('https:') ? httpsRequest : httpRequest
  const headers = {
    ...raw.headers,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  }
  return new Promise((resolve, reject) => {
    const outgoing = open(raw.url, { method: 'GET', headers, ca, agent: false })
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) =>
      resolve({
        status: incoming.statusCode ?? 0,
        headers: meaningfulHeaders(incoming),
        body: incoming,
        close: () => incoming.destroy(),
      }),
    )
    outgoing.on('upgrade', (incoming, socket, head) => {
      const protocol = incoming.headers['sec-websocket-protocol']
      resolve({
        status: incoming.statusCode ?? 0,
        headers: { ...meaningfulHeaders(incoming), ...(protocol && { 'sec-websocket-protocol': protocol }) },
        body: dataFrames(socket, head),
        close: () => socket.destroy(),
      })
    })
    outgoing.end()
  })
}

async function* dataFrames(socket: Duplex, head: Buffer): AsyncIterable<Uint8Array> {
  let buffered = head
  const next = function* (): Generator<Buffer, boolean> {
    for (let frame = readFrame(buffered); frame; frame = readFrame(buffered)) {
      buffered = buffered.subarray(frame.end)
      if (frame.opcode === 8) return true
      if (frame.opcode <= 2) yield frame.payload
    }
    return false
  }
  try {
    if (yield* next()) return
    for await (const chunk of socket) {
      buffered = Buffer.concat([buffered, chunk])
      if (yield* next()) return
    }
  } catch (error) {
    if (!socket.destroyed) throw error
  } finally {
    socket.destroy()
  }
}

interface Frame {
  opcode: number
  payload: Buffer
  end: number
}

/** The first frame, or undefined until it is complete. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function readFrame(bytes: Buffer): Frame | undefined {
  const short = bytes.length < 2 ? undefined : bytes.readUInt8(1) & 0x7f
  if (short === undefined) return undefined
  const start = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < start) return undefined
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  const end = start + length
  if (bytes.length < end) return undefined
  return { opcode: bytes.readUInt8(0) & 0x0f, payload: bytes.subarray(start, end), end }
}
