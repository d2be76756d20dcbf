import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processStart } from './starter/lock.js'

function dataDirectory(files: Record<string, string>) {
  const folder = join(mkdtempSync(join(tmpdir(), 'aerie-reset-')), 'data')
  onTestFinished(() => rmSync(join(folder, '..'), { recursive: true }))
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function reset(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'reset.ts'), ...args],
    {
      env: { ...process.env, AERIE_DATA_DIR: folder, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
      encoding: 'utf8',
    },
  )
  return { status, stdout, stderr, left: existsSync(folder) }
}

test('a data directory is deleted, and there is nothing to do the second time', () => {
  const folder = dataDirectory({ 'aerie.json': '{}', 'management.sqlite': 'rows' })
  expect(reset(folder, '--yes')).toMatchObject({ status: 0, stderr: '', left: false })
  expect(reset(folder, '--yes')).toMatchObject({ status: 0, stderr: '', left: false })
})

test('nothing is deleted without a yes', () => {
  const folder = dataDirectory({ 'aerie.json': '{}' })
  const nobody = 'aerie: nobody is there to ask: say npm run reset -- --yes\n'
  expect(reset(folder)).toEqual({ status: 1, stdout: '', stderr: nobody, left: true })
  expect(reset(folder, '--force')).toMatchObject({ status: 1, left: true })
})

test('a folder of somebody else is left alone', () => {
  const folder = dataDirectory({ 'thesis.txt': 'years of work' })
  const { status, stderr } = reset(folder, '--yes')
  expect(status).toBe(1)
  expect(stderr).toMatch(/^aerie: .*not a data directory of Aerie.*\n$/)
  expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work')
})

test('a running server keeps its data, a dead one does not', () => {
  const lock = (pid: number, startedAt = '') => JSON.stringify({ pid, startedAt })
  const folder = dataDirectory({ 'aerie.json': '{}', lock: lock(process.pid, processStart(process.pid)) })
  expect(reset(folder, '--yes')).toMatchObject({ status: 1, left: true })
  writeFileSync(join(folder, 'lock'), lock(2 ** 22 + 1))
  expect(reset(folder, '--yes')).toMatchObject({ status: 0, stderr: '', left: false })
})
