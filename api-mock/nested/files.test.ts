import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { NestedFiles } from './files.ts'

test('each owner has a database beside that of the host, which is removed with all its parts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nested-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = new NestedFiles(join(folder, 'eu-west.sqlite'))
  expect(files.owners()).toEqual([])
  const path = files.path('a')
  expect(path).toBe(join(folder, 'eu-west.virtual', 'a.sqlite'))
  for (const file of [path, `${path}-wal`, `${path}-shm`, files.path('b')]) writeFileSync(file, '')
  expect(files.owners().toSorted()).toEqual(['a', 'b'])
  files.remove('a')
  expect(files.owners()).toEqual(['b'])
})

test('a host that keeps nothing has nested ones that keep nothing', () => {
  const files = new NestedFiles(':memory:')
  expect([files.path('a'), files.owners()]).toEqual([':memory:', []])
})
