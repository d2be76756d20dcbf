import { createServer } from 'node:http'
import { spawn } from '@lydell/node-pty'
import sirv from 'sirv'
import { WebSocketServer } from 'ws'

// Serves a bare terminal and, over a WebSocket, the machine's own bash to it: `node bench/floor/terminal-server.ts
// FOLDER`; prints the port that it listens on.
const server = createServer(sirv(process.argv[2] ?? ''))
new WebSocketServer({ server }).on('connection', (socket) => {
  const env = { PATH: process.env['PATH'] ?? '', PS1: '$ ' }
  const options = { name: 'xterm-256color', cols: 140, rows: 20, encoding: null, env }
  const pty = spawn('bash', ['--norc', '-i'], options)
  pty.onData((data: string | Buffer) => {
    socket.send(Buffer.from(data))
    if (socket.bufferedAmount < 1024 * 1024) return
    pty.pause()
    const timer = setInterval(() => {
      if (socket.bufferedAmount > 0) return
      clearInterval(timer)
      pty.resume()
    }, 1)
  })
  socket.on('message', (data: Buffer) => pty.write(data.toString()))
  socket.on('close', () => pty.kill())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`)
})
