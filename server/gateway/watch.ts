import type { IncomingMessage, ServerResponse } from 'node:http'
import { expired, unavailable, type StatusError } from '#kube/status.ts'
import { lineSplitter } from '#kube/lines.ts'
import { ask, closing, sendAnswer, type Outgoing } from './forward.ts'
import { answerHeaders } from './headers.ts'
import type { EndReason, OpenStream, Streams } from './streams.ts'

/** How a watch goes to the client: as it comes, or each line reduced. */
export interface WatchView {
  /** The `Accept` for upstream. */
  accept: string
  /** Undefined passes every line. */
  reduce?: (line: string) => string | undefined
}

/** The last event of a watch that the gateway ends: clients list again, and are authorised anew. */
export const endedEvent = `${JSON.stringify({
  type: 'ERROR',
  object: expired('what you may see has changed: list again').status,
})}\n`

/** What a client is told whose watch ended before its head was out. */
export function endedBefore(reason: EndReason): StatusError {
  return reason === 'rights'
    ? expired('what you may see has changed: list again')
    : unavailable('the server is stopping')
}

/** How long an ended client may take to read the ending, in milliseconds. */
const mostEnding = 3_000

/**
 * A chunked watch: events go on as they come, with the client's back-pressure. Whole lines at a time, so that its
 * ending can be said after any of them; an encoding without lines, like protobuf, just ends.
 */
export async function forwardWatch(
  outgoing: Outgoing,
  request: IncomingMessage,
  response: ServerResponse,
  view: WatchView,
  streams: Streams,
  stream: Omit<OpenStream, 'end'>,
): Promise<void> {
  const gone = closing(response)
  const ended = new AbortController()
  let reason: EndReason | undefined
  let hasLines = true
  const close = streams.open({
    ...stream,
    end: (why) => {
      reason = why
      ended.abort()
    },
  })
  try {
    const answer = await ask(outgoing, request, AbortSignal.any([gone, ended.signal]), view.accept)
    if (answer.statusCode !== 200) {
      close()
      return await sendAnswer(answer, response)
    }
    const { 'content-length': _, ...headers } = answerHeaders(answer.headers)
    response.writeHead(200, headers)
    response.flushHeaders()
    hasLines = view.reduce !== undefined || /^application\/json\b/.test(String(headers['content-type']))
    const pieces = hasLines ? textsOf(linesOf(answer.body, view.reduce)) : answer.body
    for await (const piece of pieces) {
      if (!response.write(piece)) await drained(response, ended.signal)
    }
    response.end()
  } catch (error) {
    if (reason === undefined) throw error
    if (!response.headersSent) throw endedBefore(reason)
    response.end(reason === 'rights' && hasLines ? endedEvent : '')
    const late = setTimeout(() => response.destroy(), mostEnding)
    response.once('close', () => clearTimeout(late))
  } finally {
    close()
  }
}

async function* textsOf(batches: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const lines of batches) yield `${lines.join('\n')}\n`
}

/** The lines that came with each chunk, whole and without their ends. */
export async function* linesOf(
  body: AsyncIterable<Buffer>,
  reduce?: (line: string) => string | undefined,
): AsyncGenerator<readonly string[]> {
  let ready: string[] = []
  const take = lineSplitter((line) => {
    const reduced = reduce === undefined ? line : reduce(line)
    if (reduced !== undefined) ready.push(reduced)
  })
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    take(decoder.decode(chunk, { stream: true }))
    if (ready.length === 0) continue
    yield ready
    ready = []
  }
}

/** Waits until a slow client has taken what it was sent, is gone, or is to be ended. */
function drained(response: ServerResponse, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go)
      ended.removeEventListener('abort', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
    ended.addEventListener('abort', go)
  })
}
