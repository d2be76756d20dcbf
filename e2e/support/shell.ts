import { WebSocket } from 'ws'
import { within } from './raw.ts'
import { until, type TestServer } from './server.ts'
import type { Person } from './people.ts'

/** A kubectl shell as the console opens one. */
export interface Shell {
  id: string
  /** All that was shown since it was attached. */
  shown(): string
  /** Types a line and waits for a text that is not in what was typed; answers what was shown meanwhile. */
  run(line: string, until?: RegExp): Promise<string>
  /** The last status, once there is one. */
  status(): { message?: string; details?: { causes: { message: string }[] } } | undefined
  closed: Promise<number>
  leave(): void
}

export async function startShell(
  server: TestServer,
  { key }: Pick<Person, 'key'>,
  target: string,
): Promise<{ code: number; body: { id?: string; message?: string } }> {
  const answer = await fetch(`${server.http}/terminal/sessions?target=${encodeURIComponent(target)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
  })
  return { code: answer.status, body: (await answer.json()) as { id?: string; message?: string } }
}

export async function endShell(
  server: TestServer,
  { key }: Pick<Person, 'key'>,
  id: string,
): Promise<number> {
  const headers = { authorization: `Bearer ${key}` }
  return (await fetch(`${server.http}/terminal/sessions/${id}`, { method: 'DELETE', headers })).status
}

/** Attaches to a session. */
export async function attachShell(
  server: TestServer,
  { key }: Pick<Person, 'key'>,
  id: string,
): Promise<Shell> {
  const socket = new WebSocket(
    `${server.http.replace('http', 'ws')}/terminal/sessions/${id}`,
    ['v5.channel.k8s.io'],
    { headers: { authorization: `Bearer ${key}` } },
  )
  let shown = ''
  let status: ReturnType<Shell['status']>
  socket.on('message', (data: Buffer) => {
    const text = data.subarray(1).toString()
    if (data[0] === 1) shown += text
    if (data[0] === 3) status = JSON.parse(text) as ReturnType<Shell['status']>
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await within(
    new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
      socket.once('unexpected-response', (_, response) => reject(new Error(`${response.statusCode}`)))
    }),
    'the shell',
  )
  const send = (channel: number, text: string): void =>
    socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]))
  send(4, '{"Width":200,"Height":50}')
  let count = 0
  return {
    id,
    shown: () => shown,
    async run(line, wanted) {
      const before = shown.length
      count += 1
      // The line that is typed is shown, too: what marks its end must not stand in it.
      send(0, wanted === undefined ? `${line}\recho "done-$((${count}+0))-"\r` : `${line}\r`)
      const end = wanted ?? new RegExp(`done-${count}-`)
      await until(
        () => Promise.resolve(end.test(shown.slice(before))),
        () => `no ${String(end)} after ${line}:\n${shown.slice(before)}`,
      )
      return shown.slice(before)
    },
    status: () => status,
    closed,
    leave: () => socket.terminate(),
  }
}
