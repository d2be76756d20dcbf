import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { holderOf, liveHolder, processStart, withLock } from './lock.js'

const lock = JSON.stringify({ pid: 7, startedAt: '100' })

function temporaryLock() {
  const folder = mkdtempSync(join(tmpdir(), 'aerie-lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'lock')
}

test('a lock counts while its process lives', () => {
  expect(liveHolder(lock, () => '100')).toEqual({ pid: 7, startedAt: '100' })
})

test.each([
  ['whose process has died', lock, undefined],
  ['whose number has gone to another process', lock, '200'],
  ['that nobody wrote to the end', '{"pid": 7', '100'],
  ['that is not there', undefined, '100'],
  ['with a number that would mean a group of processes', '{"pid": -7, "startedAt": "100"}', '100'],
])('a lock %s does not count', (_what, text, start) => {
  expect(liveHolder(text, () => start)).toBeUndefined()
})

test('a living process has a start time and a dead one has none', () => {
  expect(processStart(process.pid)).toMatch(/^\d*$/)
  expect(processStart(2 ** 22 + 1)).toBeUndefined()
})

test('the lock is held during the work and gone after it, also after a failure', async () => {
  const path = temporaryLock()
  const failing = withLock(path, async () => {
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid })
    throw new Error('the work failed')
  })
  await expect(failing).rejects.toThrow('the work failed')
  expect(await withLock(path, async () => 'done')).toBe('done')
  expect(() => readFileSync(path)).toThrow('ENOENT')
})

test('the lock of a dead process is taken', async () => {
  const path = temporaryLock()
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' }))
  expect(holderOf(path)).toBeUndefined()
  expect(await withLock(path, async () => 'done')).toBe('done')
})

test('whoever holds the lock for ever is named', async () => {
  const path = temporaryLock()
  const parent = { pid: process.ppid, startedAt: processStart(process.ppid) }
  writeFileSync(path, JSON.stringify(parent))
  await expect(withLock(path, async () => 'done', { patience: 0 })).rejects.toThrow(`process ${process.ppid}`)
})

test('a program that outlives its killed starter still holds the lock', async () => {
  const path = temporaryLock()
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1' }))
  writeFileSync(
    `${path}.worker`,
    JSON.stringify({ pid: process.ppid, startedAt: processStart(process.ppid) }),
  )
  await expect(withLock(path, async () => 'done', { patience: 0 })).rejects.toThrow(`process ${process.ppid}`)
})
