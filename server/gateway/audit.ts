import { mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { unavailable } from '#kube/status.ts'

/** Who is about to do what; written before it is done. */
export interface AuditEntry {
  auditID: string
  user: string
  accessKey: string
  sourceIP: string
  verb: string
  requestURI: string
  userAgent: string
}

export interface Audit {
  /** Resolves when the line is durable; rejects with 503 when it cannot be, and then nothing may be done. */
  append(entry: AuditEntry): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the replica's own audit file: one JSON line per change or stream, flushed before the change leaves
 * the gateway. Lines that wait together share one flush. A line cut by a full disk is taken back.
 */
export async function openAudit(file: string, now: () => Date = () => new Date()): Promise<Audit> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a', 0o600)
  let size = (await stat(file)).size
  /** Whether the file may end in half a line, which the next line must not be glued to. */
  let torn = false
  let waiting: string[] = []
  let flushed: Promise<void> | undefined

  async function flush(): Promise<void> {
    const bytes = Buffer.from((torn ? '\n' : '') + waiting.join(''))
    waiting = []
    flushed = undefined
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done)).bytesWritten
      }
      await handle.datasync()
      size += bytes.length
      torn = false
    } catch {
      torn = await handle.truncate(size).then(
        () => false,
        () => true,
      )
      throw unavailable('nothing is changed while the audit log cannot be written: the disk may be full')
    }
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    append(entry) {
      waiting.push(`${JSON.stringify({ time: now().toISOString(), stage: 'RequestReceived', ...entry })}\n`)
      flushed ??= last.then(flush, flush)
      last = flushed.catch(() => undefined)
      return flushed
    },
    async close() {
      await last
      await handle.close()
    },
  }
}
