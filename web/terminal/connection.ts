import { channelProtocol, channels, readEnd, type Ended } from './channels.ts'

export interface Listener {
  opened(): void
  /** Takes output; what is answered is waited for before more is read. */
  output(bytes: Uint8Array): Promise<void> | undefined
  /** Once, at the end: how the command ended, or undefined and the code with which the connection broke. */
  closed(ended: Ended | undefined, code: number): void
}

export interface Connection {
  send(frame: Uint8Array<ArrayBuffer>): void
  close(): void
}

/** Messages as they come, and no faster than they are taken. */
interface Wire {
  messages: AsyncIterable<Uint8Array>
  /** Rejects when it cannot be opened. */
  opened: Promise<void>
  send(frame: Uint8Array<ArrayBuffer>): void
  close(): void
  /** With what code it was closed. */
  closed: Promise<number>
}

/** What of a broken connection has no code. */
const abnormal = 1006

/** Connects to a remote command on the page's own server. */
export function connect(address: string, listener: Listener): Connection {
  const url = new URL(address, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const wire = 'WebSocketStream' in window ? streamWire(url) : socketWire(url)
  void run(wire, listener)
  return wire
}

async function run(wire: Wire, listener: Listener): Promise<void> {
  let ended: Ended | undefined
  const decoder = new TextDecoder()
  try {
    await wire.opened
    listener.opened()
    for await (const message of wire.messages) {
      const bytes = message.subarray(1)
      if (message[0] === channels.error) ended = readEnd(decoder.decode(bytes))
      else if (bytes.length > 0) await listener.output(bytes)
    }
  } catch {
    // A connection that breaks has a code, by which the end below tells it.
  }
  listener.closed(ended, await wire.closed)
}

/** What of https://websockets.spec.whatwg.org/#websocketstream is used; TypeScript does not know it yet. */
interface SocketStream {
  opened: Promise<{ readable: ReadableStream<ArrayBuffer>; writable: WritableStream<BufferSource> }>
  closed: Promise<{ closeCode?: number }>
  close(): void
}

declare global {
  interface Window {
    WebSocketStream: new (url: string, options: { protocols: string[] }) => SocketStream
  }
}

/** Where the browser has it, a stream holds up the server itself when the terminal has too much to show. */
function streamWire(url: URL): Wire {
  const stream = new window.WebSocketStream(url.href, { protocols: [channelProtocol] })
  let writer: WritableStreamDefaultWriter<BufferSource> | undefined
  const begun = async (): Promise<void> => {
    writer = (await stream.opened).writable.getWriter()
  }
  return {
    opened: begun(),
    messages: {
      async *[Symbol.asyncIterator]() {
        const reader = (await stream.opened).readable.getReader()
        for (let read = await reader.read(); !read.done; read = await reader.read())
          yield new Uint8Array(read.value)
      },
    },
    send: (frame) => void writer?.write(frame).catch(() => undefined),
    close: () => stream.close(),
    closed: stream.closed.then(
      ({ closeCode = abnormal }) => closeCode,
      () => abnormal,
    ),
  }
}

/** What waits here at the most where the browser cannot hold up the server; older output gives way. */
const mostWaiting = 32 * 1024 * 1024

function socketWire(url: URL): Wire {
  const socket = new WebSocket(url, [channelProtocol])
  socket.binaryType = 'arraybuffer'
  const waiting: Uint8Array[] = []
  let size = 0
  let over = false
  let wake = (): void => undefined
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>()
  socket.addEventListener('open', () => resolve())
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    waiting.push(new Uint8Array(data))
    size += data.byteLength
    while (size > mostWaiting) size -= waiting.shift()?.length ?? size
    wake()
  })
  const closed = new Promise<number>((closedWith) => {
    socket.addEventListener('close', ({ code }) => {
      over = true
      reject(new Error('the connection was not opened'))
      wake()
      closedWith(code)
    })
  })
  return {
    opened,
    messages: {
      async *[Symbol.asyncIterator]() {
        for (;;) {
          const next = waiting.shift()
          if (next === undefined) {
            if (over) return
            await new Promise<void>((again) => (wake = again))
          } else {
            size -= next.length
            yield next
          }
        }
      },
    },
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    close: () => socket.close(),
    closed,
  }
}
