import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import { afterEach, expect, test } from 'vitest'
import { sendOn } from './send-on.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close()
})

async function listening(listener: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({ close: () => (server.closeAllConnections(), server.close()) })
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A server that passes everything on to this upstream, and what became of the last request. */
async function passingOn(upstream: RequestListener, begin?: () => void) {
  const { origin } = await listening(upstream)
  const dispatcher = new Agent()
  open.push({ close: () => dispatcher.destroy() })
  const outcome = Promise.withResolvers<unknown>()
  const front = await listening((request, response) => {
    const options = { origin, path: request.url ?? '/', method: 'GET' }
    sendOn(dispatcher, options, response, ({ code, headers }) => {
      begin?.()
      response.writeHead(code, headers)
      response.flushHeaders()
    }).then(outcome.resolve, (error: unknown) => {
      response.destroy()
      outcome.resolve(error)
    })
  })
  return { origin: front.origin, outcome: outcome.promise }
}

async function answerOf(origin: string): Promise<IncomingMessage> {
  const [answer]: unknown[] = await once(get(origin), 'response')
  return answer as IncomingMessage
}

async function textOf(answer: IncomingMessage): Promise<string> {
  return Buffer.concat(await answer.toArray()).toString()
}

test('an answer arrives whole, with its code', async () => {
  const { origin, outcome } = await passingOn((_, response) => response.writeHead(404).end('not here'))
  const answer = await answerOf(origin)
  expect(answer.statusCode).toBe(404)
  expect(await textOf(answer)).toBe('not here')
  expect(await outcome).toBeUndefined()
})

test('what an upstream says early arrives before it ends', async () => {
  const rest = Promise.withResolvers<void>()
  const { origin } = await passingOn((_, response) => {
    response.write('first')
    void rest.promise.then(() => response.end(' last'))
  })
  const answer = await answerOf(origin)
  const [first]: unknown[] = await once(answer, 'data')
  expect(String(first)).toBe('first')
  rest.resolve()
  expect(await textOf(answer)).toBe(' last')
})

test('a client that leaves ends the request upstream', async () => {
  const ended = Promise.withResolvers<void>()
  const { origin, outcome } = await passingOn((_, response) => {
    response.write('first')
    response.on('close', ended.resolve)
  })
  const answer = await answerOf(origin)
  answer.destroy()
  await ended.promise
  expect(await outcome).toMatchObject({ name: 'AbortError' })
})

test('an upstream that breaks off in the middle is no complete answer', async () => {
  const { origin, outcome } = await passingOn((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('ten bytes!')
    setImmediate(() => response.destroy())
  })
  await expect(answerOf(origin).then(textOf)).rejects.toThrow('aborted')
  expect(await outcome).toBeInstanceOf(Error)
})

test('what the head is refused with is what it rejects with', async () => {
  const refusal = new Error('not passed on')
  const { origin, outcome } = await passingOn(
    (_, response) => response.end('a secret'),
    () => {
      throw refusal
    },
  )
  await expect(answerOf(origin)).rejects.toThrow('socket hang up')
  expect(await outcome).toBe(refusal)
})

test('a client that does not read stops the upstream, and goes on when it reads', async () => {
  const size = 32 * 1024 * 1024
  let sent = 0
  const { origin, outcome } = await passingOn((_, response) => {
    const more = () => {
      let room = true
      for (; room && sent < size; sent += 65_536) room = response.write(Buffer.alloc(65_536))
      if (sent < size) response.once('drain', more)
      else response.end()
    }
    more()
  })
  const answer = await answerOf(origin)
  answer.pause()
  // What stands still for so many turns of the loop stands still.
  let before = -1
  for (let quiet = 0; quiet < 200; quiet = sent === before ? quiet + 1 : 0) {
    before = sent
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(sent).toBeLessThan(size)
  let length = 0
  for await (const chunk of answer) length += (chunk as Buffer).length
  expect(length).toBe(size)
  expect(await outcome).toBeUndefined()
})
