import { failure, internalError } from '#kube/status.ts'
import type { Status, StatusError } from '#kube/status.ts'
import type { Answer, ApiRequest, Upgraded } from '#api-mock/serve/exchange.ts'
import type { CommandClient, Wanted } from './command-client.ts'
import { agree, refusal } from './handshake.ts'
import type { Agreement } from './handshake.ts'
import type { Process } from './process.ts'
import { spdyCommand, spdyProtocols } from './spdy-command.ts'
import { websocketCommand, websocketProtocols } from './websocket-command.ts'

export interface CommandParts {
  headers: ApiRequest['headers']
  /** Aborts when the client is gone, and asks to end. */
  signal: AbortSignal
  wanted: Wanted
  /** Begins the process; called when the client's streams are open. */
  start: () => Process
  /** Whether the process belongs to this client: its standard input then ends with the client's. */
  own: boolean
}

/** Answers with the upgrade that couples a client and a process. Throws 400 when the request is no upgrade. */
export function commandAnswer(parts: CommandParts): Answer {
  const agreement = agree(parts.headers, { websocket: websocketProtocols, spdy: spdyProtocols })
  if (!('transport' in agreement)) return agreement
  const wanted = { ...parts.wanted, stderr: parts.wanted.stderr && !parts.wanted.tty }
  if (!wanted.stdin && !wanted.stdout && !wanted.stderr) {
    return refusal(400, 'you must specify at least 1 of stdin, stdout, stderr')
  }
  return {
    status: 101,
    headers: {},
    body: { upgrade: (connection) => serve(connection, agreement, { ...parts, wanted }) },
  }
}

async function serve(connection: Upgraded, agreement: Agreement, parts: CommandParts): Promise<void> {
  const open = agreement.transport === 'spdy' ? spdyCommand : websocketCommand
  const client = await open(connection, agreement.protocol, parts.wanted)
  if (client === undefined || parts.signal.aborted) return void connection.socket.destroy()
  await couple(client, parts)
}

/** Lets client and process talk until the process ends, as it does when the client is gone. */
async function couple(client: CommandClient, { signal, wanted, start, own }: CommandParts): Promise<void> {
  const process = start()
  const kill = (): void => process.kill()
  signal.addEventListener('abort', kill, { once: true })
  let fault: StatusError | undefined
  // Events of sockets call these: what they threw would end the server, and with it every cluster.
  const guarded = async (act: () => void | Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (thrown) {
      fault ??= internalError(String(thrown))
      process.kill()
    }
  }
  client.listen({
    input: (bytes) => (wanted.stdin ? guarded(() => process.write(bytes)) : undefined),
    inputEnded: () => (wanted.stdin ? void guarded(() => process.endInput()) : undefined),
    resize: (size) => void guarded(() => process.resize(size)),
  })
  if (!wanted.stdin && own) process.endInput()
  try {
    for await (const { to, bytes } of process.output) {
      if (wanted[to]) await client.send(to, bytes)
    }
    const code = await process.exited
    // Whoever joined a process is told that it is over, not how: its container's status says that.
    await client.end(fault === undefined ? statusOf(own ? code : 0) : fault.status)
  } finally {
    signal.removeEventListener('abort', kill)
    process.kill()
  }
}

/** How a process ended, in the words of a kubelet. */
function statusOf(code: number): Status {
  if (code === 0) return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }
  const message = `command terminated with non-zero exit code: exit status ${code}`
  const { code: _code, ...status } = failure(0, 'NonZeroExitCode', message, {
    causes: [{ reason: 'ExitCode', message: String(code) }],
  })
  return status
}
