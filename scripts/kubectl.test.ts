import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isRecent, kubectlPath } from './kubectl.ts'

test('the kubectl that is found is one that we can test with', async () => {
  const kubectl = await kubectlPath()
  expect(isRecent(execFileSync(kubectl, ['version', '--client', '-o', 'json'], { encoding: 'utf8' }))).toBe(
    true,
  )
  expect(await kubectlPath()).toBe(kubectl)
})

test('a kubectl that was asked for is used or refused, never replaced', async () => {
  expect(await kubectlPath({ KUBECTL_PATH: process.execPath })).toBe(process.execPath)
  await expect(kubectlPath({ KUBECTL_PATH: '/nowhere/kubectl' })).rejects.toThrow('KUBECTL_PATH names')
})

test.each([
  ['{"clientVersion": {"gitVersion": "v1.35.2"}}', true],
  ['{"clientVersion": {"gitVersion": "v1.30.0-eks-1"}}', true],
  ['{"clientVersion": {"gitVersion": "v1.20.5"}}', false],
  ['', false],
])('of %s it is %s that we can test with it', (printed, recent) => {
  expect(isRecent(printed)).toBe(recent)
})
