import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { groundBranches } from './ground.ts'

test('only the place that lays the ground may know which one it is', () => {
  const root = mkdtempSync(join(tmpdir(), 'aerie-ground-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const know = `const one = 1\nif (ground === 'embedded') start()\n`
  for (const file of ['main.ts', 'ground/embedded.ts', 'gateway/route.ts', 'gateway/route.test.ts']) {
    mkdirSync(join(root, 'server', file, '..'), { recursive: true })
    writeFileSync(join(root, 'server', file), know)
  }
  writeFileSync(join(root, 'server/gateway/forward.ts'), `import '#api-mock/main.ts'\n// groundwork\n`)
  expect(groundBranches(root)).toEqual([
    "server/gateway/forward.ts:1: import '#api-mock/main.ts'",
    "server/gateway/route.ts:2: if (ground === 'embedded') start()",
  ])
})
