import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { duplexPair } from 'node:stream'
import type { Duplex } from 'node:stream'
import type { Program } from './behaviours/program.ts'
import type { Accept } from './world.ts'

export interface Target {
  program: Program
  image: string
  /** Takes a line for the container's log. */
  say: (text: string) => void
  /** Takes the connection where the program is one that others run for it. */
  accept: Accept | undefined
}

/** Connects clients with what simulated containers serve; nothing of it is reachable from outside. */
export class Switchboard {
  readonly #http: Server
  readonly #targets = new WeakMap<object, Target>()
  readonly #clock: () => Date

  constructor(clock: () => Date) {
    this.#clock = clock
    // It listens nowhere: connections are handed to it.
    this.#http = createServer((request, response) => this.#serve(request, response))
  }

  /** The client's end of a connection to a container. */
  connect(target: Target): Duplex {
    const [client, server] = duplexPair()
    server.on('error', () => server.destroy())
    client.on('close', () => server.destroy())
    switch (target.program.serves) {
      case 'http':
        this.#targets.set(server, target)
        this.#http.emit('connection', server)
        break
      case 'redis':
        speakRedis(server)
        break
      case 'postgres':
        speakPostgres(server)
        break
      case 'mysql':
        server.end(mysqlRefusal)
        break
      case 'kubernetes':
        // What the server cuts is not ended, so that its client would wait for more.
        server.on('close', () => (server.writableFinished ? undefined : client.destroy()))
        target.accept?.(server)
        break
      case undefined:
        server.end()
    }
    return client
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const target = this.#targets.get(request.socket)
    const { method = 'GET', url = '/' } = request
    const answer = target?.program.answer?.(method, url)
    if (target === undefined || answer === undefined) {
      response.writeHead(404).end()
      return
    }
    const body = Buffer.from(answer.body)
    response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': body.length })
    response.end(method === 'HEAD' ? undefined : body)
    target.say(accessLine(request, { status: answer.status, bytes: body.length, at: this.#clock() }))
  }
}

/** A line in the combined log format, which nginx, Apache and many applications write. */
function accessLine(
  { method, url, headers, httpVersion }: IncomingMessage,
  { status, bytes, at }: { status: number; bytes: number; at: Date },
): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? []
  const agent = (headers['user-agent'] ?? '-').replaceAll('"', '')
  const request = `${method} ${(url ?? '').replaceAll('"', '%22')} HTTP/${httpVersion}`
  return `127.0.0.1 - - [${day}/${month}/${year}:${time} +0000] "${request}" ${status} ${bytes} "-" "${agent}" "-"`
}

/** Answers what a client sends to see whether it is there; it keeps nothing. */
function speakRedis(socket: Duplex): void {
  let rest = ''
  socket.on('data', (bytes: Buffer) => {
    rest = (rest + bytes.toString('latin1')).slice(-64 * 1024)
    for (let read = readRedis(rest); read !== undefined; read = readRedis(rest)) {
      rest = rest.slice(read.length)
      const [command = '', ...args] = read.words
      if (!socket.destroyed && command !== '') socket.write(redisReply(command.toUpperCase(), args))
      if (command.toUpperCase() === 'QUIT') socket.end()
    }
  })
}

/** The first command of a text: an array of bulk strings, or words of one line. */
export function readRedis(text: string): { words: string[]; length: number } | undefined {
  const end = text.indexOf('\n')
  if (end === -1) return undefined
  if (!text.startsWith('*')) return { words: text.slice(0, end).trim().split(/\s+/), length: end + 1 }
  const words: string[] = []
  let position = end + 1
  for (let left = Number.parseInt(text.slice(1, end), 10); left > 0; left -= 1) {
    const [head = '', size = ''] = /^\$(\d{1,6})\r\n/.exec(text.slice(position)) ?? []
    if (head === '') return undefined
    position += head.length
    if (text.length < position + Number(size) + 2) return undefined
    words.push(text.slice(position, position + Number(size)))
    position += Number(size) + 2
  }
  return { words, length: position }
}

function redisReply(command: string, args: readonly string[]): string {
  const bulk = (text: string): string => `$${text.length}\r\n${text}\r\n`
  switch (command) {
    case 'PING':
      return args[0] === undefined ? '+PONG\r\n' : bulk(args[0])
    case 'ECHO':
      return bulk(args[0] ?? '')
    case 'QUIT':
    case 'SELECT':
    case 'CLIENT':
      return '+OK\r\n'
    case 'INFO':
      return bulk('# Server\r\nredis_version:8.4.0\r\nredis_mode:standalone\r\n')
    case 'DBSIZE':
      return ':0\r\n'
    case 'GET':
      return '$-1\r\n'
    default:
      return `-ERR unknown command '${command.toLowerCase()}', with args beginning with: \r\n`
  }
}

/** Declines encryption, then refuses whoever comes: there is no database behind it. */
function speakPostgres(socket: Duplex): void {
  socket.on('data', (bytes: Buffer) => {
    const isTlsRequest = bytes.length === 8 && bytes.readUInt32BE(4) === 80_877_103
    if (isTlsRequest) socket.write('N')
    else socket.end(postgresRefusal)
  })
}

const fields = 'SFATAL\0VFATAL\0C57P03\0Mthe database system is not yet accepting connections\0\0'
const postgresRefusal = Buffer.concat([Buffer.from('E'), lengthOf(fields.length + 4), Buffer.from(fields)])

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}

const message = "Host '127.0.0.1' is not allowed to connect to this MySQL server"
/** A packet with its length in three bytes, error 1130. */
const mysqlRefusal = Buffer.concat([
  Buffer.from([message.length + 3, 0, 0, 0, 0xff, 0x6a, 0x04]),
  Buffer.from(message),
])
