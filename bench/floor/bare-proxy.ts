import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Agent, request } from 'node:https'

// The least that a proxy in Node can do: plain http in, https with kept connections out, every byte passed on,
// one header added. What the gateway takes longer than this is the price of what it does.
//
// `node bench/floor/bare-proxy.ts UPSTREAM CA-FILE`, with the Authorization header for the upstream in
// BENCH_AUTHORIZATION; prints the port that it listens on.
const [upstream = '', caFile = ''] = process.argv.slice(2)
const { hostname, port, pathname } = new URL(upstream)
const authorization = process.env['BENCH_AUTHORIZATION'] ?? ''
const agent = new Agent({ keepAlive: true, ca: readFileSync(caFile) })

const server = createServer((incoming, outgoing) => {
  const passed = request(
    {
      agent,
      hostname,
      port,
      path: pathname.replace(/\/$/, '') + incoming.url,
      method: incoming.method,
      headers: { ...incoming.headers, host: `${hostname}:${port}`, authorization },
    },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      // A watch may have nothing to say for long, and its client waits for the headers.
      outgoing.flushHeaders()
      answer.pipe(outgoing)
    },
  )
  passed.on('error', () => outgoing.destroy())
  outgoing.on('close', () => passed.destroy())
  incoming.pipe(passed)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
})
