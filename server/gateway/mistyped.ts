import type { IncomingMessage } from 'node:http'
import { StatusError } from '#kube/status.ts'
import { reserved } from './routes.ts'
import { hasCredential, readTarget } from './target.ts'

/**
 * Whether an address that cannot be read was meant for a page of the console: a browser shows what it is answered,
 * and there a page says more than a Status. What begins as an API of the gateway does is refused as ever.
 */
export function isMistypedPage({
  method,
  url = '',
  headers: { accept = '' },
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): boolean {
  if (method !== 'GET' || !accept.includes('text/html')) return false
  // Plain letters have one reading only; any other first segment may be a prefix that is spelled in another way.
  const [, first] = /^\/([A-Za-z0-9-]+)\//.exec(url) ?? []
  return first !== undefined && !reserved.has(first.toLowerCase()) && !hasCredential(url) && !isReadable(url)
}

function isReadable(url: string): boolean {
  try {
    readTarget(url)
    return true
  } catch (error) {
    return !(error instanceof StatusError && error.code === 400)
  }
}
