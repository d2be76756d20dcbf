import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { auditLines, readAudit, type AuditFilter } from './audit-log.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aerie-audit-log-'))
  file = join(folder, 'audit.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const timeOf = (at: number): string => new Date(Date.UTC(2026, 10, 26) + at * 1000).toISOString()

function entry(at: number, more: object = {}): string {
  const line = {
    time: timeOf(at),
    stage: 'RequestReceived',
    auditID: `id-${at}`,
    user: `loft:user:${at % 2 === 0 ? 'even' : 'odd'}`,
    accessKey: 'key-1',
    sourceIP: '127.0.0.1',
    verb: 'create',
    requestURI: `/kubernetes/management/apis/management.loft.sh/v1/namespaces/loft-p-p${at % 3}/spaceinstances`,
    userAgent: 'test',
    ...more,
  }
  return `${JSON.stringify(line)}\n`
}

function result(at: number, code: number): string {
  return `${JSON.stringify({ time: timeOf(at), stage: 'ResponseComplete', auditID: `id-${at}`, code })}\n`
}

const ids = async (filter: AuditFilter, limit = 500) =>
  (await readAudit(file, filter, { limit })).items.map(({ auditID }) => auditID)

test('entries come the newest first, each with its result', async () => {
  await writeFile(file, entry(1) + entry(2) + result(1, 201) + entry(3) + result(3, 409))
  const { items, next } = await readAudit(file, {}, { limit: 10 })
  expect(items.map(({ auditID, code }) => [auditID, code])).toEqual([
    ['id-3', 409],
    ['id-2', undefined],
    ['id-1', 201],
  ])
  expect(items[2]).toMatchObject({ ended: timeOf(1), user: 'loft:user:odd' })
  expect(next).toBeUndefined()
})

test('pages follow each other without a gap, whatever is written meanwhile', async () => {
  const all = Array.from({ length: 2_000 }, (_, at) => at)
  await writeFile(file, all.map((at) => entry(at) + result(at, 200)).join(''))
  const seen: string[] = []
  let before: number | undefined
  for (;;) {
    const page = await readAudit(file, {}, { limit: 300, before })
    seen.push(...page.items.map(({ auditID }) => auditID))
    expect(page.items.every(({ code }) => code === 200)).toBe(true)
    await appendFile(file, entry(5_000 + seen.length))
    if (page.next === undefined) break
    before = page.next
  }
  expect(seen).toEqual(all.toReversed().map((at) => `id-${at}`))
})

test('a result that came after the page began is found', async () => {
  await writeFile(file, entry(1) + entry(2) + result(1, 403))
  const [first] = (await readAudit(file, {}, { limit: 1 })).items
  const { items } = await readAudit(file, {}, { limit: 1, before: first?.offset })
  expect(items[0]).toMatchObject({ auditID: 'id-1', code: 403 })
})

test('filters are held against every entry', async () => {
  await writeFile(
    file,
    [1, 2, 3, 4].map((at) => entry(at)).join('') +
      entry(5, { verb: 'delete' }) +
      result(5, 404) +
      result(4, 201),
  )
  expect(await ids({ user: 'EVEN' })).toEqual(['id-4', 'id-2'])
  expect(await ids({ verb: 'delete' })).toEqual(['id-5'])
  expect(await ids({ project: 'p1' })).toEqual(['id-4', 'id-1'])
  expect(await ids({ object: 'loft-p-p2' })).toEqual(['id-5', 'id-2'])
  expect(await ids({ result: 'refused' })).toEqual(['id-5'])
  expect(await ids({ result: 'done' })).toEqual(['id-4'])
  expect(await ids({ result: 'unknown' })).toEqual(['id-3', 'id-2', 'id-1'])
  expect(await ids({ since: Date.parse(timeOf(2)), until: Date.parse(timeOf(3)) })).toEqual(['id-3', 'id-2'])
})

test('half a line and what is no line of ours are passed over', async () => {
  await writeFile(file, `${entry(1)}{"time":"x"\n\n[]\n${entry(2)}${entry(3).slice(0, 40)}`)
  expect(await ids({})).toEqual(['id-2', 'id-1'])
})

test('who downloads gets lines of JSON without our offsets', async () => {
  await writeFile(file, entry(1) + result(1, 200) + entry(2))
  const lines: string[] = []
  for await (const line of auditLines(file, { user: 'odd' }, (item) => item)) lines.push(line)
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ auditID: 'id-1', code: 200 }),
  ])
  expect(lines[0]).not.toContain('offset')
})

test('an empty file has nothing', async () => {
  await writeFile(file, '')
  expect(await readAudit(file, {}, { limit: 5 })).toEqual({ items: [] })
})
