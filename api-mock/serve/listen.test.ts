import { EventEmitter } from 'node:events'
import { IncomingMessage } from 'node:http'
import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { send, toRequest } from './listen.ts'

test('a body that ends too early is the fault of its sender', async () => {
  const incoming = new IncomingMessage(new Socket())
  const request = toRequest(incoming, '/', new AbortController().signal)
  const body = request.body()
  incoming.push('{"half":')
  incoming.destroy(new Error('aborted'))
  await expect(body).rejects.toMatchObject({ code: 400, reason: 'BadRequest' })
})

test('a client that reads slowly costs no more listeners the longer it does', async () => {
  const incoming = new IncomingMessage(new Socket())
  const outgoing = new SlowResponse()
  const pieces = Array.from({ length: 30 }, (_, index) => String(index))
  const body = (async function* () {
    await Promise.resolve()
    yield* pieces
  })()
  await send({ status: 200, headers: {}, body }, incoming, outgoing as unknown as ServerResponse)
  expect(outgoing.written).toEqual(pieces)
  expect(outgoing.most).toBeLessThan(5)
})

/** Takes one piece at a time, and counts who waits for it. */
class SlowResponse extends EventEmitter {
  readonly written: string[] = []
  most = 0
  destroyed = false
  setHeader(): void {}
  flushHeaders(): void {}
  end(): void {}
  write(piece: string): boolean {
    this.written.push(piece)
    setImmediate(() => {
      this.most = Math.max(this.most, this.listenerCount('close') + this.listenerCount('error'))
      this.emit('drain')
    })
    return false
  }
}
