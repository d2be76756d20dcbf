import { request } from '#web/data/client.ts'
import { prefixOf } from './addresses.ts'
import type { ShellTarget } from './open.ts'

const sessions = '/terminal/sessions'

/** What the server says of kubectl shells on it. */
export interface Possibility {
  possible: boolean
  /** What is missing, in words. */
  told?: string
  /** A command that brings it. */
  install?: string
}

export function sessionAddress(id: string): string {
  return `${sessions}/${encodeURIComponent(id)}`
}

/** Starts a kubectl shell on the server; answers the name by which it is found again. */
export async function startSession(target: ShellTarget): Promise<string> {
  const query = new URLSearchParams({ target: prefixOf(target) })
  return (await request<{ id: string }>('POST', `${sessions}?${query}`)).id
}

/** Ends a shell with all that runs in it. One that is over already is what was wanted. */
export async function endSession(id: string): Promise<void> {
  await request<unknown>('DELETE', sessionAddress(id)).catch(() => undefined)
}

export function askPossibility(): Promise<Possibility> {
  return request<Possibility>('GET', '/terminal')
}
