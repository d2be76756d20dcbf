import { createServer, type Server, type Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { failure, notFound, StatusError } from '#kube/status.ts'
import { placeOf, type KubeconfigFor } from '#server/gateway/answers/kubeconfigs.ts'
import type { Context, Identified } from '#server/gateway/context.ts'
import { handshake, keepAlive } from '#server/gateway/socket.ts'
import type { InstanceRef } from '#server/gateway/streams.ts'
import { kubeconfigOf } from '#server/kubeconfig.ts'
import { insidePort, shellProgram } from './sandbox.ts'
import { makeSession, patience, type Ending, type Session } from './session.ts'
import type { Possibility, Workshop } from './workshop.ts'

/** kubectl shells on this server, each shut in and with a key for one place. */
export interface Terminals {
  possibility(): Promise<Possibility>
  /** Starts a shell for a place; throws 429 for one too many and 501 where none is possible. Answers its name. */
  start(caller: Identified, target: KubeconfigFor): Promise<string>
  /** A session of the caller's own sign-in, or 404: it is nobody else's. */
  find(caller: Identified, id: string): Session
  attach(
    caller: Identified,
    id: string,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void>
  /** Ends all of them and takes their keys away. */
  stop(): Promise<void>
}

/** How many shells one person may have, and all of them. */
const mostOfOne = 8
const mostInAll = 48

/** How many connections of one shell are served at a time. */
const mostConnections = 64

interface Running {
  session: Session
  keyName: string
}

type Wanted = Pick<Context, 'accounts' | 'directory' | 'streams' | 'ca' | 'report'>

/** `accept` is given each connection of a shell, to serve it as any other over https. */
export function openTerminals(
  { accounts, directory, streams, ca, report }: Wanted,
  workshop: Workshop,
  accept: (socket: Socket) => void,
): Terminals {
  const running = new Map<string, Running>()
  /** Whose each place is; one is taken before anything is made. */
  const places = new Map<number, string>()
  const endings = new Set<Promise<void>>()

  function takePlace(user: string): number {
    const mine = [...places.values()].filter((other) => other === user).length
    if (mine >= mostOfOne) throw tooMany(`you have ${mostOfOne} kubectl shells: close one of them`)
    if (places.size >= mostInAll)
      throw tooMany(`there are ${mostInAll} kubectl shells on this server already`)
    let free = 1
    while (places.has(free)) free += 1
    places.set(free, user)
    return free
  }

  async function start(caller: Identified, target: KubeconfigFor): Promise<string> {
    const possibility = await workshop.possibility()
    if (!possibility.possible) throw new StatusError(failure(501, 'NotImplemented', possibility.told))
    const number = takePlace(caller.identity.user)
    try {
      return await begin(caller, target, number)
    } catch (error) {
      places.delete(number)
      throw error
    }
  }

  async function begin(caller: Identified, target: KubeconfigFor, number: number): Promise<string> {
    const { identity, key } = caller
    const user = directory.users.get(identity.user)
    if (user === undefined) throw new StatusError(failure(404, 'NotFound', 'the user is gone'))
    const { what, name, prefix, scope, namespace } = placeOf(target)
    const made = await accounts.makeKey({
      user,
      type: 'Other',
      displayName: `kubectl shell for ${what}`,
      seconds: patience.old / 1000,
      // Without rules it would open all that its owner may, and make keys that outlive it.
      scope: scope ?? { rules: [{ requestTargets: ['Management'] }] },
    })
    const ownKey = made.secret.metadata.name
    const server = `https://127.0.0.1:${insidePort}${prefix}`
    const text = kubeconfigOf({
      name,
      server,
      ca,
      token: made.key,
      ...(namespace === undefined ? {} : { namespace }),
    })
    const bench = await workshop.prepare(number, text)
    const gate = await openGate(bench.socket, accept)
    await bench.own(bench.socket)
    const { spawn } = await import('@lydell/node-pty')
    const [file = '', ...args] = bench.command(shellProgram, name)
    const pty = spawn(file, args, { cols: 80, rows: 24, cwd: '/', env: {}, encoding: null })
    const id = randomBytes(24).toString('base64url')
    const undo: (() => void)[] = []
    const session = makeSession(pty, () => {
      running.delete(id)
      places.delete(number)
      for (const step of undo) step()
      const ending = Promise.allSettled([
        accounts.voidKey(ownKey).catch(report),
        session.ended.then(() => bench.clear()),
        closeGate(gate),
      ]).then(() => void endings.delete(ending))
      endings.add(ending)
    })
    running.set(id, { session, keyName: key.name })
    const stream = {
      identity,
      ...placed(target),
      end: (why: Ending & ('rights' | 'shutdown')) => session.end(why),
    }
    // It ends with the sign-in that began it, and when somebody takes its own key away.
    undo.push(
      streams.open({ ...stream, keyName: key.name, scope: key.scope }),
      streams.open({ ...stream, keyName: ownKey, scope: directory.callerByKeyName(ownKey)?.key.scope }),
    )
    return id
  }

  function find({ key }: Identified, id: string): Session {
    const found = running.get(id)
    if (found?.keyName !== key.name) throw notFound({ group: '', plural: 'sessions', name: id })
    return found.session
  }

  return {
    possibility: () => workshop.possibility(),
    start,
    find,
    async attach(caller, id, request, socket, head) {
      const session = find(caller, id)
      const client = await handshake(request, socket, head)
      const stopPinging = keepAlive(client)
      client.once('close', stopPinging)
      session.attach(client)
    },
    async stop() {
      for (const { session } of running.values()) session.end('shutdown')
      await Promise.all(endings)
      await workshop.close()
    },
  }
}

/** What of the clusters a shell is about, by which changes find it. */
function placed(target: KubeconfigFor): { cluster?: string; instance?: InstanceRef } {
  if ('management' in target) return {}
  if ('cluster' in target) return { cluster: target.cluster }
  const { project } = target
  return 'space' in target
    ? { instance: { plural: 'spaceinstances', project, name: target.space } }
    : { instance: { plural: 'virtualclusterinstances', project, name: target.virtualCluster } }
}

interface Gate {
  server: Server
  sockets: Set<Socket>
}

/** The one way out of a sandbox: a socket whose every connection the gateway serves as it serves anybody's. */
function openGate(path: string, accept: (socket: Socket) => void): Promise<Gate> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    accept(socket)
  })
  server.maxConnections = mostConnections
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve({ server, sockets }))
  })
}

function closeGate({ server, sockets }: Gate): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((resolve) => server.close(() => resolve()))
}

function tooMany(told: string): StatusError {
  return new StatusError(failure(429, 'TooManyRequests', told))
}
