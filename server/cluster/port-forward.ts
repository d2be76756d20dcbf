import { Duplex } from 'node:stream'
import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { dataFrame, FrameReader, openFrame, pingFrame, type Frame } from '#kube/spdy-frames.ts'
import { spdyDictionary } from '#kube/spdy-dictionary.ts'
import { writeHeaders } from '#kube/spdy-headers.ts'
import { failure, StatusError } from '#kube/status.ts'
import type { Connection } from './connection.ts'
import { askUpgrade } from './upgrade.ts'

export interface PodPort {
  namespace: string
  pod: string
  port: number
}

const protocol = 'portforward.k8s.io'

/**
 * Dials a port of a pod through the `portforward` of its API server. Spoken is SPDY/3.1 by a POST, which every
 * kubelet takes. Each socket has a forwarding of its own: streams that shared one would wait for the slowest
 * reader among them, since nobody keeps SPDY's windows. Throws the StatusError of a refusal; that nothing
 * listens is known later, and is then the error of the socket.
 */
export async function dialPod(
  connection: Connection,
  { namespace, pod, port }: PodPort,
  signal: AbortSignal,
): Promise<Duplex> {
  const asked = {
    method: 'POST',
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward`,
    headers: {
      host: new URL(connection.origin).host,
      'user-agent': 'aerie',
      ...(connection.authorization === undefined ? {} : { authorization: connection.authorization }),
      connection: 'Upgrade',
      upgrade: 'SPDY/3.1',
      'x-stream-protocol-version': protocol,
      'content-length': 0,
    },
  }
  const { response, socket, head } = await askUpgrade(connection, asked, signal)
  if (response.headers.upgrade?.toLowerCase() !== 'spdy/3.1') {
    socket.on('error', () => {}).destroy()
    throw new StatusError(failure(502, 'BadGateway', 'the cluster answered the upgrade with something else'))
  }
  if (head.length > 0) socket.unshift(head)
  return new ForwardedSocket(socket, port)
}

/** The streams of a forwarding: one says what went wrong, the other is the connection. */
const errorStream = 1
const dataStream = 3

/** What is sent in one frame, as client-go does. */
const mostAtOnce = 32 * 1024

/** What is read of an error. */
const mostErrorBytes = 4 * 1024

/** How long the other side may take to hang up after all has been said, in milliseconds. */
const longestGoodbye = 2_000

/** One connection to a port, over a forwarding that carries nothing else. */
class ForwardedSocket extends Duplex {
  readonly #carrier: Duplex
  readonly #reader = new FrameReader()
  #failure = ''
  #wholeRead = false
  #drained: (() => void) | undefined

  constructor(carrier: Duplex, port: number) {
    super()
    this.#carrier = carrier
    carrier.on('data', (piece: Buffer) => this.#take(piece))
    carrier.on('drain', () => this.#release())
    carrier.on('error', (error) => this.destroy(error))
    carrier.on('close', () => this.#lose())
    this.#open(port)
  }

  /** As client-go opens them: the error stream first, on which a client has nothing to say. */
  #open(port: number): void {
    const headers = (type: string) =>
      writeHeaders(
        new Map([
          ['streamtype', type],
          ['port', String(port)],
          ['requestid', '0'],
        ]),
      )
    // The two blocks are one compressed text; stored as they are, the second needs nothing of the first.
    const stored = { level: 0, finishFlush: constants.Z_SYNC_FLUSH }
    const first = deflateSync(headers('error'), { ...stored, dictionary: spdyDictionary })
    const second = deflateRawSync(headers('data'), stored)
    this.#carrier.write(
      Buffer.concat([
        openFrame(errorStream, first),
        dataFrame(errorStream, Buffer.alloc(0), true),
        openFrame(dataStream, second),
      ]),
    )
  }

  #take(piece: Buffer): void {
    try {
      for (const frame of this.#reader.read(piece)) this.#hear(frame)
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #hear(frame: Frame): void {
    switch (frame.type) {
      case 'data':
        if (frame.stream === dataStream) this.#receive(frame.bytes, frame.last)
        else if (frame.stream === errorStream) this.#fail(frame.bytes, frame.last)
        return
      case 'reset':
        return void this.destroy(new Error('the port-forward was reset'))
      case 'ping':
        // Ours would have odd numbers; we send none.
        if (frame.id % 2 === 0) this.#carrier.write(pingFrame(frame.id))
        return
      case 'open':
      case 'headers':
      case 'goAway':
      case 'other':
    }
  }

  #receive(bytes: Buffer, last: boolean): void {
    if (this.destroyed || this.#wholeRead) return
    if (bytes.length > 0 && !this.push(bytes)) this.#carrier.pause()
    if (!last) return
    this.#wholeRead = true
    this.push(null)
  }

  #fail(bytes: Buffer, last: boolean): void {
    this.#failure = (this.#failure + bytes.toString()).slice(0, mostErrorBytes)
    if (last && this.#failure !== '') this.destroy(new Error(this.#failure.trim()))
  }

  /** The other side hung up: what it said before still counts, what it left unsaid is an error. */
  #lose(): void {
    if (!this.#wholeRead) this.destroy(new Error(this.#failure.trim() || 'the port-forward ended'))
    this.#release()
  }

  override _read(): void {
    this.#carrier.resume()
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    const frames: Buffer[] = []
    for (let at = 0; at < bytes.length; at += mostAtOnce)
      frames.push(dataFrame(dataStream, bytes.subarray(at, at + mostAtOnce), false))
    this.#send(Buffer.concat(frames), done)
  }

  override _final(done: () => void): void {
    this.#send(dataFrame(dataStream, Buffer.alloc(0), true), done)
  }

  /** Tells when more may be sent. */
  #send(bytes: Buffer, done: () => void): void {
    if (!this.#carrier.writable || this.#carrier.write(bytes)) return done()
    this.#drained = done
  }

  #release(): void {
    const drained = this.#drained
    this.#drained = undefined
    drained?.()
  }

  override _destroy(error: Error | null, tell: (error: Error | null) => void): void {
    const carrier = this.#carrier
    if (error === null && this.#wholeRead && this.writableFinished) {
      carrier.end()
      carrier.resume()
      const late = setTimeout(() => carrier.destroy(), longestGoodbye)
      carrier.once('close', () => clearTimeout(late))
    } else carrier.destroy()
    tell(error)
  }
}
