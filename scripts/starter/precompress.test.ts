import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { precompress } from './precompress.js'

test('text of some size gets a compressed form, and nothing else does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aerie-precompress-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  const text = 'export const a = 1\n'.repeat(100)
  for (const name of ['assets/a.js', 'assets/font.woff2']) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, 'tiny.css'), 'a {}')
  await precompress(folder)
  expect(brotliDecompressSync(readFileSync(join(folder, 'assets/a.js.br'))).toString()).toBe(text)
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
    'assets',
    'assets/a.js',
    'assets/a.js.br',
    'assets/font.woff2',
    'tiny.css',
  ])
})
