import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import sirv from 'sirv'
import { sendJson } from './answer.ts'
import { failure } from '#kube/status.ts'

/** The policy of every document: scripts from us alone, no string becomes a script, nobody frames us (rule 10). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), clipboard-read=(self)',
  'x-frame-options': 'DENY',
}

/**
 * Serves the built console: files with a hash in their name may be kept for ever, and any other address is
 * a page, answered with index.html. Without a build it says how to make one.
 */
export function consoleFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  if (!existsSync(join(folder, 'index.html'))) return (_, response) => missing(response)
  const files = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: false,
    single: true,
    dotfiles: false,
    ignores: ['/assets/'],
    setHeaders,
  })
  return (request, response) => {
    response.once('pipe', (file) => closeWith(file, response))
    files(request, response, () => {
      // The names of objects have dots, and so have addresses of their pages: for sirv those are names of files.
      if (!isPage(request)) return missing(response)
      request.url = '/'
      files(request, response, () => missing(response))
    })
  }
}

/**
 * Answers an address that cannot be read with the console all the same, which says that there is no such page; the
 * status stays that of a request that is wrong.
 */
export function mistypedPage(folder: string): (response: ServerResponse) => Promise<void> {
  return async (response) => {
    const page = await readFile(join(folder, 'index.html')).catch(() => undefined)
    if (page === undefined) return missing(response)
    setHeaders(response, '/')
    response.writeHead(400, { 'content-type': 'text/html;charset=utf-8', 'content-length': page.length })
    response.end(page)
  }
}

/** Whether somebody opens an address in a browser, and no page asks for a file of its own. */
function isPage({ url = '', headers: { accept = '' } }: IncomingMessage): boolean {
  return !url.startsWith('/assets/') && accept.includes('text/html')
}

function setHeaders(response: ServerResponse, path: string): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader(
    'cache-control',
    path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  )
}

function missing(response: ServerResponse): void {
  const message = 'no such file: the console may not be built yet (npm run build)'
  sendJson(response, 404, failure(404, 'NotFound', message))
}

/**
 * Ends a file's stream with its answer, and the other way round. sirv does neither: a file that a new build
 * has taken away would end the process, and whoever leaves in the middle of one would leave it open.
 */
function closeWith(file: Readable, response: ServerResponse): void {
  file.once('error', () => response.destroy())
  response.once('close', () => file.destroy())
}
