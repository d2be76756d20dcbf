import type { ServerResponse } from 'node:http'
import type { Dispatcher } from 'undici'

/** What a caller does about an answer of which only the head is known. */
export interface Head {
  code: number
  headers: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]
}

/**
 * Sends a request and passes what comes back on as it comes, with the client's back-pressure. `begin` writes the
 * head, or throws what to answer instead. Settles once the upstream's part is over, and rejects with what went
 * wrong; a client that leaves ends the request.
 *
 * Undici's `request` would make a stream and a signal of every answer; small ones, as most are, cost more by that
 * than by all that the gateway does with them.
 */
export function sendOn(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  response: ServerResponse,
  begin: (head: Head) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let abort: ((reason: Error) => void) | undefined
    const left = () => abort?.(new DOMException('the client has left', 'AbortError'))
    response.once('close', () => {
      if (!response.writableFinished) left()
    })
    dispatcher.dispatch(options, {
      onRequestStart(controller) {
        abort = (reason) => controller.abort(reason)
        // Whoever left while the request was decided and noted has had its `close` already.
        if (response.destroyed) left()
      },
      onResponseStart(controller, code, headers) {
        if (code < 200) return
        begin({ code, headers })
        response.on('drain', () => controller.resume())
      },
      onResponseData(controller, chunk) {
        if (!response.write(chunk)) controller.pause()
      },
      onResponseEnd() {
        response.end()
        resolve()
      },
      onResponseError(_, error) {
        reject(error)
      },
    })
  })
}
