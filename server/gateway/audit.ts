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
  /** Where the lines are. */
  file: string
  /** Resolves when the line is durable; rejects with 503 when it cannot be, and then nothing may be done. */
  append(entry: AuditEntry): Promise<void>
  /**
   * Says what came of an entry, with the status of its answer, 0 where its client left before. Nobody waits for it,
   * and a crash may lose it: then it is not known. Of what was never noted there is nothing to say.
   */
  complete(auditID: string, code: number): void
  /** Calls `listener` with every entry. */
  subscribe(listener: (entry: AuditEntry) => void): () => void
  close(): Promise<void>
}

/** Results wait this long for an entry whose flush they can share, in milliseconds. */
const resultsWait = 250

/**
 * Opens the replica's own audit file: one JSON line per change or stream, flushed before the change leaves
 * the gateway, and one when it is over. Lines that wait together share one flush. A line cut by a full disk is taken
 * back.
 */
export async function openAudit(file: string, now: () => Date = () => new Date()): Promise<Audit> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'a', 0o600)
  let size = (await stat(file)).size
  /** Whether the file may end in half a line, which the next line must not be glued to. */
  let torn = false
  let waiting: string[] = []
  let results: string[] = []
  let flushed: Promise<void> | undefined
  let resultsTimer: NodeJS.Timeout | undefined
  /** Entries without a result, by their ids. */
  const underWay = new Set<string>()
  const listeners = new Set<(entry: AuditEntry) => void>()

  async function write(lines: readonly string[], durably: boolean): Promise<void> {
    const bytes = Buffer.from((torn ? '\n' : '') + lines.join(''))
    try {
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done)).bytesWritten
      }
      if (durably) await handle.datasync()
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

  function flush(): Promise<void> {
    const lines = [...results, ...waiting]
    waiting = []
    results = []
    flushed = undefined
    return write(lines, true)
  }

  /** What a full disk takes of them is not known; it keeps nothing from happening. */
  async function writeResults(): Promise<void> {
    const lines = results
    results = []
    if (lines.length > 0) await write(lines, false).catch(() => {})
  }

  const lineOf = (stage: string, fields: object): string =>
    `${JSON.stringify({ time: now().toISOString(), stage, ...fields })}\n`

  let last: Promise<unknown> = Promise.resolve()
  return {
    file,
    async append(entry) {
      waiting.push(lineOf('RequestReceived', entry))
      flushed ??= last.then(flush, flush)
      const written = flushed
      last = written.catch(() => undefined)
      await written
      underWay.add(entry.auditID)
      listeners.forEach((listener) => listener(entry))
    },
    complete(auditID, code) {
      if (!underWay.delete(auditID)) return
      results.push(lineOf('ResponseComplete', { auditID, code }))
      resultsTimer ??= setTimeout(() => {
        resultsTimer = undefined
        last = last.then(writeResults)
      }, resultsWait).unref()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      clearTimeout(resultsTimer)
      await last
      await writeResults()
      await handle.close()
    },
  }
}
