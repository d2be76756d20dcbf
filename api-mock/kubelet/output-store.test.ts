import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { mostLines } from './behaviours/program.ts'
import { OutputStore } from './output-store.ts'

const stores: OutputStore[] = []

afterEach(() => {
  for (const store of stores.splice(0)) store.close()
})

function open(path = ':memory:'): OutputStore {
  const store = new OutputStore(path)
  stores.push(store)
  return store
}

const run = (uid: string, restart = 0) => ({ uid, container: 'main', restart })

test('lines are kept by run, in their order, and told to who listens', () => {
  const store = open()
  const heard: string[] = []
  const stop = store.subscribe((_run, { text }) => heard.push(text))
  store.append(run('a'), { at: 2, text: 'two' })
  store.append(run('a'), { at: 1, text: 'one', to: 'stderr' })
  stop()
  store.append(run('a', 1), { at: 3, text: 'three' })
  expect(store.read(run('a'))).toEqual([
    { at: 2, text: 'two' },
    { at: 1, text: 'one', to: 'stderr' },
  ])
  expect(heard).toEqual(['two', 'one'])
  store.forgetBefore(run('a', 1))
  expect([store.read(run('a')), store.read(run('a', 1))]).toEqual([[], [{ at: 3, text: 'three' }]])
})

test('pods that are gone are forgotten', () => {
  const store = open()
  for (const uid of ['a', 'b', 'c']) store.append(run(uid), { at: 1, text: uid })
  store.forget('a')
  store.keepOnly(new Set(['b']))
  expect(['a', 'b', 'c'].map((uid) => store.read(run(uid)).length)).toEqual([0, 1, 0])
})

test('a container that talks a lot keeps its newest lines', () => {
  const store = open()
  for (let at = 0; at < mostLines + 3000; at += 1) store.append(run('a'), { at, text: 'x' })
  const kept = store.read(run('a'))
  expect(kept).toHaveLength(mostLines)
  expect(kept.at(-1)?.at).toBe(mostLines + 2999)
})

test('lines are there after a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'output-'))
  try {
    const first = open(join(folder, 'output'))
    first.append(run('a'), { at: 1, text: 'one' })
    first.close()
    expect(open(join(folder, 'output')).read(run('a'))).toEqual([{ at: 1, text: 'one' }])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
