import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Agent, request } from 'node:https'
import sirv from 'sirv'

// Serves a bare page, and below /api the cluster that it reads from.
//
// `node bench/floor/page-server.ts FOLDER UPSTREAM CA-FILE`, with the Authorization header for the upstream in
// BENCH_AUTHORIZATION; prints the port that it listens on.
const [folder = '', upstream = '', caFile = ''] = process.argv.slice(2)
const { hostname, port, pathname } = new URL(upstream)
const agent = new Agent({ keepAlive: true, ca: readFileSync(caFile) })
const files = sirv(folder)

const server = createServer((incoming, outgoing) => {
  const { url = '' } = incoming
  if (!url.startsWith('/api/')) return files(incoming, outgoing)
  const headers = {
    accept: incoming.headers.accept ?? '*/*',
    authorization: process.env['BENCH_AUTHORIZATION'] ?? '',
  }
  const path = pathname.replace(/\/$/, '') + url.slice('/api'.length)
  const passed = request({ agent, hostname, port, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  passed.on('error', () => outgoing.destroy())
  passed.end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
})
