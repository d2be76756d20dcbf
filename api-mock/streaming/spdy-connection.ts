import { Duplex } from 'node:stream'
import {
  dataFrame,
  FrameReader,
  goAwayFrame,
  pingFrame,
  replyFrame,
  resetFrame,
  resetReasons,
} from '#kube/spdy-frames.ts'
import type { Frame } from '#kube/spdy-frames.ts'
import { written } from './written.ts'
import type { Headers } from '#kube/spdy-headers.ts'
import { HeaderBlocks } from './spdy-headers.ts'

/** Streams that one connection may have open: what each may have waiting adds up. */
const mostStreams = 512

/** What may wait in a stream for its reader before the connection stops reading. */
const mostWaiting = 64 * 1024

/** What is sent in one frame, so that streams take turns. */
const mostAtOnce = 32 * 1024

/** How long a client may take to hang up after it was told that the connection ends, in milliseconds. */
const longestGoodbye = 2000

/**
 * The server's side of SPDY/3.1 over any duplex stream. Windows are neither kept nor granted, as client-go's
 * implementation does neither: a stream whose reader is slow holds up the connection, and so TCP the client.
 */
export class SpdyConnection {
  readonly #carrier: Duplex
  readonly #onStream: (stream: SpdyStream) => void
  readonly #blocks = new HeaderBlocks()
  readonly #streams = new Map<number, SpdyStream>()
  #newest = 0
  #ending = false

  /** `onStream` is given each stream that the client opens, already replied to. */
  constructor(carrier: Duplex, onStream: (stream: SpdyStream) => void) {
    this.#carrier = carrier
    this.#onStream = onStream
  }

  /** Reads until either side ends the connection; then all its streams are destroyed. Never rejects. */
  async run(): Promise<void> {
    const reader = new FrameReader()
    const pieces: AsyncIterable<Buffer> = this.#carrier
    try {
      for await (const piece of pieces) {
        for (const frame of reader.read(piece)) await this.#take(frame)
      }
    } catch {
      // The client hung up or sent what is no SPDY: either way nothing more can be said to it.
    }
    this.#carrier.destroy()
    this.#blocks.close()
    for (const stream of this.#streams.values()) stream.lose()
    this.#streams.clear()
  }

  /** Sends what is on its way, then ends the connection. */
  close(): void {
    if (this.#ending) return
    this.#ending = true
    if (this.#carrier.writable) this.#carrier.end(goAwayFrame(this.#newest))
    setTimeout(() => this.#carrier.destroy(), longestGoodbye).unref()
  }

  /** Resolves when more may be sent, also when the connection is gone. */
  async send(frame: Buffer): Promise<void> {
    await written(this.#carrier, frame)
  }

  forget(id: number): void {
    this.#streams.delete(id)
  }

  async #take(frame: Frame): Promise<void> {
    switch (frame.type) {
      case 'open':
        return await this.#open(frame)
      case 'headers':
        await this.#blocks.unpack(frame.block)
        if (frame.last) this.#streams.get(frame.stream)?.finish()
        return
      case 'data':
        return await this.#data(frame)
      case 'reset':
        this.#streams.get(frame.stream)?.lose()
        return
      case 'ping':
        // Ours would have even numbers; we send none.
        if (frame.id % 2 === 1) await this.send(pingFrame(frame.id))
        return
      case 'goAway':
        this.#ending = true
        return
      case 'other':
    }
  }

  async #open({ stream: id, block, last }: Extract<Frame, { type: 'open' }>): Promise<void> {
    const headers = await this.#blocks.unpack(block)
    if (id % 2 === 0 || id <= this.#newest) return await this.send(resetFrame(id, resetReasons.protocolError))
    this.#newest = id
    if (this.#ending || this.#streams.size >= mostStreams) {
      return await this.send(resetFrame(id, resetReasons.refusedStream))
    }
    await this.send(replyFrame(id, await this.#blocks.pack(new Map())))
    const stream = new SpdyStream(this, id, headers)
    this.#streams.set(id, stream)
    this.#onStream(stream)
    if (last) stream.finish()
  }

  async #data({ stream: id, bytes, last }: Extract<Frame, { type: 'data' }>): Promise<void> {
    const stream = this.#streams.get(id)
    if (bytes.length > 0) await stream?.receive(bytes)
    if (last) stream?.finish()
  }
}

/** One stream of a connection: reading ends when the client half-closes it, `end` half-closes our side. */
export class SpdyStream extends Duplex {
  readonly headers: Headers
  readonly #connection: SpdyConnection
  readonly #id: number
  #lost = false
  #finished = false
  #wanted: (() => void) | undefined

  constructor(connection: SpdyConnection, id: number, headers: Headers) {
    super({ readableHighWaterMark: mostWaiting })
    this.headers = headers
    this.#connection = connection
    this.#id = id
    // A stream that ends before its time is told by its being closed.
    this.on('error', () => undefined)
  }

  /** Resolves when more may come. */
  async receive(bytes: Buffer): Promise<void> {
    if (this.destroyed || this.#finished || this.push(bytes)) return
    await new Promise<void>((resolve) => (this.#wanted = resolve))
  }

  finish(): void {
    if (this.destroyed || this.#finished) return
    this.#finished = true
    this.push(null)
  }

  /** The client is no longer there for this stream. */
  lose(): void {
    this.#lost = true
    this.destroy()
  }

  override _read(): void {
    this.#release()
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    void this.#send(bytes, done)
  }

  async #send(bytes: Buffer, done: () => void): Promise<void> {
    for (let at = 0; at < bytes.length; at += mostAtOnce) {
      await this.#connection.send(dataFrame(this.#id, bytes.subarray(at, at + mostAtOnce), false))
    }
    done()
  }

  override _final(done: () => void): void {
    void this.#finish(done)
  }

  async #finish(done: () => void): Promise<void> {
    await this.#connection.send(dataFrame(this.#id, Buffer.alloc(0), true))
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection.forget(this.#id)
    this.#release()
    const whole = this.readableEnded && this.writableFinished
    if (!whole && !this.#lost) void this.#connection.send(resetFrame(this.#id, resetReasons.cancel))
    done(error)
  }

  #release(): void {
    this.#wanted?.()
    this.#wanted = undefined
  }
}
