import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { replay } from '#e2e/oracle/replay.ts'
import type { Target } from '#e2e/oracle/replay.ts'
import type { Golden } from '#e2e/oracle/scenario.ts'
import { scenarios } from '#e2e/oracle/scenarios/all.ts'
import { startClusters } from './server.ts'
import type { RunningServer } from './server.ts'

const tokens = { admin: secret(), alice: secret(), bob: secret() }
let server: RunningServer

beforeAll(async () => {
  const users = new Map([
    [tokens.admin, { username: 'admin', uid: '1', groups: ['system:masters'] }],
    [tokens.alice, { username: 'alice', uid: '2', groups: [] }],
    [tokens.bob, { username: 'bob', uid: '3', groups: [] }],
  ])
  const options = {
    path: ':memory:',
    encryptionKey: randomBytes(32),
    users,
    // The recorded server takes anonymous requests and runs alone.
    anonymousRequests: true,
    controllerManager: false,
  }
  // Each scenario has a cluster of its own, so that those that wait for watches to end wait together.
  server = await startClusters({ clusters: Object.fromEntries(scenarios.map(({ name }) => [name, options])) })
  // The recorded server has forgotten its beginning.
  for (const { store } of server.clusters.values()) store.compact()
})

function targetOf(cluster: string): Target {
  return {
    baseUrl: `http://127.0.0.1:${server.port}/${cluster}`,
    tokens,
    compact: () => {
      server.clusters.get(cluster)?.store.compact()
      return Promise.resolve()
    },
  }
}

afterAll(() => server.close())

describe.concurrent('answers as kube-apiserver does', () => {
  for (const scenario of scenarios) {
    const file = join(import.meta.dirname, '../e2e/oracle/golden', `${scenario.name}.json`)
    test(`${scenario.name}: ${scenario.covers}`, { timeout: 60_000 }, async ({ expect }) => {
      const golden = JSON.parse(await readFile(file, 'utf8')) as Golden
      const steps = await replay(scenario, targetOf(scenario.name))
      for (const [index, step] of steps.entries()) {
        expect.soft(step, `${scenario.name} / ${step.name}`).toEqual(golden.steps[index])
      }
      expect(steps).toHaveLength(golden.steps.length)
    })
  }
})

function secret(): string {
  return randomBytes(16).toString('hex')
}
