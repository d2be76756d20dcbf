import { createServer } from 'node:http'
import sirv from 'sirv'

// Serves a bare page that needs nothing else: `node bench/floor/file-server.ts FOLDER`; prints the port that it listens
// on.
const server = createServer(sirv(process.argv[2] ?? ''))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
})
