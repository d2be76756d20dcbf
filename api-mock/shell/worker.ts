import { parentPort } from 'node:worker_threads'
import { Containers } from './containers.ts'
import type { Reply, Request } from './messages.ts'
import { Session } from './session.ts'

/** The thread in which the shells of a cluster run. */

const containers = new Containers()
const sessions = new Map<number, Session>()

function post(reply: Reply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that of threads has none
  parentPort?.postMessage(reply)
}

function start({ id, options }: Extract<Request, { type: 'start' }>): void {
  const session = new Session(containers, options, {
    output: (output) => post({ type: 'output', id, output }),
    read: (length) => post({ type: 'read', id, length }),
  })
  sessions.set(id, session)
  void finish(id, session)
}

async function finish(id: number, session: Session): Promise<void> {
  const code = await session.run()
  sessions.delete(id)
  post({ type: 'exited', id, code })
}

parentPort?.on('message', (request: Request) => {
  switch (request.type) {
    case 'start':
      return start(request)
    case 'ping':
      return post({ type: 'pong' })
    case 'forget':
      return containers.forget(request.container)
    case 'input':
      return sessions.get(request.id)?.input.push(request.bytes)
    case 'endInput':
      return sessions.get(request.id)?.input.end()
    case 'resize':
      return sessions.get(request.id)?.resize(request.size)
    case 'read':
      return sessions.get(request.id)?.flow.read(request.length)
    case 'kill':
      return sessions.get(request.id)?.kill()
  }
})
