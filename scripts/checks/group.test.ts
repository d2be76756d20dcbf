import { expect, test } from 'vitest'
import { processStart } from '#scripts/starter/lock.js'
import { runGroup } from './group.ts'

const generous = { limit: 30_000 }

test('what a program prints and how it ends is kept', async () => {
  const finished = await runGroup('sh', ['-c', 'echo out; echo error >&2; exit 3'], generous)
  expect(finished.code).toBe(3)
  expect(finished.output.split('\n').sort()).toEqual(['', 'error', 'out'])
})

test('what a program leaves behind is ended', async () => {
  const { code, output } = await runGroup('sh', ['-c', 'sleep 600 & echo $!'], generous)
  expect(code).toBe(0)
  expect(processStart(Number(output))).toBeUndefined()
})

test('a program that does not end is ended', async () => {
  const { code, output } = await runGroup('sh', ['-c', 'echo begun; sleep 600'], { limit: 300 })
  expect(code).toBe(124)
  expect(output).toMatch(/^begun\n\nIt was ended after/)
})

test('a program that is not there rejects', async () => {
  await expect(runGroup('no-such-program', [], generous)).rejects.toThrow('ENOENT')
})
