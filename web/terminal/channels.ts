import { isObject } from '#kube/json.ts'

/** The channels of a remote command: the first byte of a message says which it is for (`v5.channel.k8s.io`). */
export const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4 } as const

export const channelProtocol = 'v5.channel.k8s.io'

const encoder = new TextEncoder()

export function frameOf(channel: number, text: string): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(text)
  const frame = new Uint8Array(bytes.length + 1)
  frame[0] = channel
  frame.set(bytes, 1)
  return frame
}

/** What a terminal that sends characters above 127 as single bytes says, such as the place of an old mouse. */
export function binaryFrame(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([channels.stdin, ...Array.from(text, (letter) => letter.charCodeAt(0) & 0xff)])
}

export function resizeFrame(columns: number, rows: number): Uint8Array<ArrayBuffer> {
  return frameOf(channels.resize, JSON.stringify({ Width: columns, Height: rows }))
}

/** How a command ended. */
export interface Ended {
  /** Its exit code; undefined where it did not run, or nobody knows. */
  code?: number
  /** What the server says; '' for an end without a fault. */
  message: string
}

/** Reads the Status that comes last on the error channel. */
export function readEnd(text: string): Ended {
  const status = parsed(text)
  if (!isObject(status)) return { message: text }
  const { status: outcome, reason, message, details } = status
  if (outcome === 'Success') return { code: 0, message: '' }
  const causes: unknown[] = isObject(details) && Array.isArray(details['causes']) ? details['causes'] : []
  const cause = causes.find((one) => isObject(one) && one['reason'] === 'ExitCode')
  const code = isObject(cause) ? Number(cause['message']) : Number.NaN
  const told = typeof message === 'string' ? message : ''
  return reason === 'NonZeroExitCode' && Number.isInteger(code) ? { code, message: told } : { message: told }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a command ended because the container has no such program. */
export function isMissingProgram({ code, message }: Ended): boolean {
  if (code !== undefined) return code === 126 || code === 127
  return /executable file not found|no such file or directory|exec failed/i.test(message)
}
