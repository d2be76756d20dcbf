import { open, type FileHandle } from 'node:fs/promises'
import { auditedObject, resultOf, type AuditItem, type AuditPage, type AuditResult } from '#api/audit.ts'
import { isObject } from '#kube/json.ts'

/** Which entries are wanted; texts are parts of what is looked for, in any case. Times are in milliseconds. */
export interface AuditFilter {
  user?: string
  verb?: string
  project?: string
  /** In the address of the request. */
  object?: string
  result?: AuditResult
  since?: number
  until?: number
}

interface Window {
  limit: number
  /** The offset at which to begin; the end of the file where it is undefined. */
  before?: number | undefined
}

/** Bytes that are read at a time. */
const block = 64 * 1024

/** A line that is longer than this is none of ours. */
const longestLine = 256 * 1024

/** Bytes that one page may look at: who searches for what is rare goes on from there. */
const mostScanned = 16 * 1024 * 1024

/** How far after the beginning of a page the results of its entries are looked for. */
const mostAhead = 2 * 1024 * 1024

/**
 * Reads the audit file from its end, the newest entries first, in as much memory as a page takes. The result of an
 * entry stands in a line after it; of what took so long that much else came between, it is known on the first page only.
 */
export async function readAudit(
  file: string,
  filter: AuditFilter,
  { limit, before }: Window,
): Promise<AuditPage> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const end = Math.min(before ?? size, size)
    const items: AuditItem[] = []
    let reached: string | undefined
    let next: number | undefined = undefined
    for await (const { item, offset } of itemsBefore(handle, end, size)) {
      reached = item.time
      if (filter.since !== undefined && Date.parse(item.time) < filter.since) {
        next = undefined
        break
      }
      next = offset
      if (passes(item, filter)) items.push(item)
      if (items.length === limit || end - offset > mostScanned) break
    }
    return {
      items,
      ...(next === undefined || next === 0 ? {} : { next }),
      ...(reached === undefined ? {} : { reached }),
    }
  } finally {
    await handle.close()
  }
}

/** The same as lines of JSON, as far back as the file goes; `show` says what of each entry. */
export async function* auditLines(
  file: string,
  filter: AuditFilter,
  show: (item: AuditItem) => AuditItem,
): AsyncGenerator<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    for await (const { item } of itemsBefore(handle, size, size)) {
      if (filter.since !== undefined && Date.parse(item.time) < filter.since) return
      if (!passes(item, filter)) continue
      const { offset: _, ...line } = show(item)
      yield `${JSON.stringify(line)}\n`
    }
  } finally {
    await handle.close()
  }
}

function passes(item: AuditItem, filter: AuditFilter): boolean {
  const { user, verb, project, object, result, since, until } = filter
  const time = Date.parse(item.time)
  return (
    (user === undefined || contains(item.user, user)) &&
    (verb === undefined || item.verb === verb) &&
    (result === undefined || resultOf(item) === result) &&
    (since === undefined || time >= since) &&
    (until === undefined || time <= until) &&
    (object === undefined || contains(item.requestURI, object)) &&
    (project === undefined || auditedObject(item.requestURI).project === project)
  )
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

type Result = Pick<AuditItem, 'code' | 'ended'>

/** Results that wait for their entries, at most; whoever streams for days is not waited for. */
const mostResults = 20_000

/** The entries before an offset, the newest first, with their results. */
async function* itemsBefore(
  handle: FileHandle,
  end: number,
  size: number,
): AsyncGenerator<{ item: AuditItem; offset: number }> {
  const results = new Map<string, Result>()
  await readResults(handle, end, Math.min(size, end + mostAhead), results)
  for await (const { line, offset } of linesBefore(handle, end)) {
    const entry = parse(line)
    if (entry === undefined) continue
    if (entry.stage === 'ResponseComplete') {
      remember(results, entry.auditID, entry.code, entry.time)
      continue
    }
    const result = results.get(entry.auditID)
    results.delete(entry.auditID)
    yield { item: itemOf(entry, offset, result), offset }
  }
}

function remember(
  results: Map<string, Result>,
  auditID: string,
  code: number | undefined,
  ended: string,
): void {
  if (code === undefined) return
  results.set(auditID, { code, ended })
  const [first] = results.keys()
  if (results.size > mostResults && first !== undefined) results.delete(first)
}

async function readResults(
  handle: FileHandle,
  from: number,
  to: number,
  results: Map<string, Result>,
): Promise<void> {
  if (to <= from) return
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from)
  for (const line of buffer.subarray(0, bytesRead).toString().split('\n')) {
    if (!line.includes('"ResponseComplete"')) continue
    const entry = parse(line)
    if (entry?.stage === 'ResponseComplete') remember(results, entry.auditID, entry.code, entry.time)
  }
}

interface Line {
  line: string
  offset: number
}

/** The lines before an offset, the last first. */
async function* linesBefore(handle: FileHandle, end: number): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0)
  let position = end
  while (position > 0) {
    const length = Math.min(block, position)
    position -= length
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, position)
    const bytes = Buffer.concat([buffer, rest])
    let stop = bytes.length
    for (;;) {
      const at = stop === 0 ? -1 : bytes.lastIndexOf(10, stop - 1)
      if (at === -1) break
      if (at + 1 < stop) yield { line: bytes.toString('utf8', at + 1, stop), offset: position + at + 1 }
      stop = at
    }
    rest = stop > longestLine ? Buffer.alloc(0) : Buffer.from(bytes.subarray(0, stop))
  }
  if (rest.length > 0) yield { line: rest.toString(), offset: 0 }
}

interface Entry {
  time: string
  stage: string
  auditID: string
  code?: number
  fields: Record<string, unknown>
}

/** Half a line, which a full disk may leave, is none. */
function parse(line: string): Entry | undefined {
  let fields: unknown
  try {
    fields = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isObject(fields)) return undefined
  const { time, stage, auditID, code } = fields
  if (typeof time !== 'string' || typeof stage !== 'string' || typeof auditID !== 'string') return undefined
  return { time, stage, auditID, fields, ...(typeof code === 'number' ? { code } : {}) }
}

function itemOf({ time, auditID, fields }: Entry, offset: number, result: Result | undefined): AuditItem {
  const text = (name: string): string => {
    const value = fields[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    offset,
    time,
    auditID,
    user: text('user'),
    accessKey: text('accessKey'),
    sourceIP: text('sourceIP'),
    verb: text('verb'),
    requestURI: text('requestURI'),
    userAgent: text('userAgent'),
    ...result,
  }
}
