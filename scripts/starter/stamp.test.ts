import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hashOf, isCurrent, removeStamp, writeStamp } from './stamp.js'

function folderWith(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'aerie-stamp-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('the hash follows content and names, not time', () => {
  const root = folderWith({ 'web/a.ts': 'a', 'web/deep/b.ts': 'b' })
  const before = hashOf(root, ['web', 'public'])
  writeFileSync(join(root, 'web/a.ts'), 'a')
  expect(hashOf(root, ['web', 'public'])).toBe(before)
  writeFileSync(join(root, 'web/a.ts'), 'changed')
  const changed = hashOf(root, ['web', 'public'])
  renameSync(join(root, 'web/a.ts'), join(root, 'web/c.ts'))
  const renamed = hashOf(root, ['web', 'public'])
  expect(new Set([before, changed, renamed, hashOf(root, ['web'], { salt: 'arm64' })]).size).toBe(4)
})

test('what is skipped does not count', () => {
  const root = folderWith({ 'web/a.ts': 'a' })
  const skip = (path: string) => path.endsWith('.test.ts')
  const before = hashOf(root, ['web'], { skip })
  writeFileSync(join(root, 'web/a.test.ts'), 'a')
  expect(hashOf(root, ['web'], { skip })).toBe(before)
})

test('a stamp is current for the hash it holds until it is removed', () => {
  const stamp = join(folderWith({}), 'stamp')
  expect(isCurrent(stamp, 'abc')).toBe(false)
  writeStamp(stamp, 'abc')
  expect(isCurrent(stamp, 'abc')).toBe(true)
  expect(isCurrent(stamp, 'abd')).toBe(false)
  removeStamp(stamp)
  expect(isCurrent(stamp, 'abc')).toBe(false)
})
