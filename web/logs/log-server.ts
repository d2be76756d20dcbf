import { isFailure } from '#kube/status.ts'
import type { Socket } from '#web/data/follow.ts'
import type { Place } from '#web/data/inside-rights.ts'
import { sentence } from '#web/ui/error-words.ts'
import { visible } from '#web/ui/visible.ts'
import type { LogListener } from './read-log.ts'

/** A pod by its name, whether it is there or not. */
export interface PodName {
  namespace: string
  name: string
}

/** Where the log of a pod is read. */
export function logPath({ root }: Place, { namespace, name }: PodName): string {
  return `${root}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`
}

/** A log over a socket of the page's own server: its bytes as they come. */
export function openLog(path: string, query: URLSearchParams, listener: LogListener): Socket {
  const url = new URL(`${path}?${query}`, window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', listener.opened)
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data instanceof ArrayBuffer) listener.bytes(new Uint8Array(data))
  })
  socket.addEventListener('close', ({ code }) => listener.closed(code))
  return socket
}

/** Asks for one byte in the plain way, to hear what a socket does not say. */
export async function whyRefused(path: string, query: URLSearchParams): Promise<string | undefined> {
  const asked = new URLSearchParams(query)
  asked.delete('follow')
  asked.set('limitBytes', '1')
  const answer = await fetch(`${path}?${asked}`).catch(() => undefined)
  if (answer === undefined || answer.ok || answer.status === 429 || answer.status >= 500) {
    await answer?.body?.cancel()
    return undefined
  }
  if (answer.status === 401) return 'Your session has ended. Sign in again to read on.'
  const body: unknown = await answer.json().catch(() => undefined)
  if (answer.status === 404) return 'This pod is not there any more.'
  return isFailure(body) ? sentence(visible(body.message ?? '')) : `The server answered ${answer.status}.`
}
