import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StatusError } from '#kube/status.ts'
import { openAudit } from './audit.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aerie-audit-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const entry = (verb: string) => ({
  auditID: verb,
  user: 'loft:user:ada',
  accessKey: 'key-1',
  sourceIP: '127.0.0.1',
  verb,
  requestURI: '/x',
  userAgent: 'y',
})

const clock = () => new Date('2026-11-23T12:00:00Z')

test('an entry is one line with its time, in the file once append resolves', async () => {
  const file = join(folder, 'new', 'audit.jsonl')
  const audit = await openAudit(file, clock)
  await audit.append(entry('create'))
  const text = await readFile(file, 'utf8')
  expect(text.endsWith('\n')).toBe(true)
  expect(JSON.parse(text)).toEqual({
    time: '2026-11-23T12:00:00.000Z',
    stage: 'RequestReceived',
    ...entry('create'),
  })
  await audit.close()
})

test('entries keep their order, and a file that is there is continued', async () => {
  const file = join(folder, 'audit.jsonl')
  await writeFile(file, '{"verb":"old"}\n')
  const audit = await openAudit(file, clock)
  await Promise.all(['a', 'b', 'c'].map((verb) => audit.append(entry(verb))))
  await audit.append(entry('d'))
  const verbs = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(verbs.map((line) => (JSON.parse(line) as { verb: string }).verb)).toEqual([
    'old',
    'a',
    'b',
    'c',
    'd',
  ])
  await audit.close()
})

test('a disk that takes nothing is 503 for everybody who waited, and again for the next', async () => {
  const audit = await openAudit('/dev/full', clock)
  const tries = await Promise.allSettled([audit.append(entry('a')), audit.append(entry('b'))])
  const later = await Promise.allSettled([audit.append(entry('c'))])
  for (const result of [...tries, ...later]) {
    expect(result.status).toBe('rejected')
    const { reason } = result as PromiseRejectedResult
    expect(reason).toBeInstanceOf(StatusError)
    expect((reason as StatusError).code).toBe(503)
  }
  await audit.close()
})
