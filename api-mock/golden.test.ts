import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replay } from '#e2e/oracle/replay.ts'
import type { Target } from '#e2e/oracle/replay.ts'
import type { Feature, Golden } from '#e2e/oracle/scenario.ts'
import { scenarios } from '#e2e/oracle/scenarios/all.ts'
import { startClusters } from './server.ts'
import type { RunningServer } from './server.ts'

/** What this server has; scenarios that need more wait for it. */
const features: ReadonlySet<Feature> = new Set([
  'crd',
  'patch',
  'apply',
  'table',
  'watch',
  'websocket',
  'compaction',
  'discovery',
  'openapi',
  'rbac',
  'impersonation',
  'core',
  'namespace-lifecycle',
])

const tokens = { admin: secret(), alice: secret(), bob: secret() }
let server: RunningServer
let target: Target

beforeAll(async () => {
  const users = new Map([
    [tokens.admin, { username: 'admin', uid: '1', groups: ['system:masters'] }],
    [tokens.alice, { username: 'alice', uid: '2', groups: [] }],
    [tokens.bob, { username: 'bob', uid: '3', groups: [] }],
  ])
  server = await startClusters({
    clusters: {
      management: {
        path: ':memory:',
        encryptionKey: randomBytes(32),
        users,
        // The recorded server takes anonymous requests and runs alone.
        anonymousRequests: true,
        controllerManager: false,
      },
    },
  })
  target = {
    baseUrl: `http://127.0.0.1:${server.port}/management`,
    tokens,
    compact: () => {
      server.clusters.get('management')?.store.compact()
      return Promise.resolve()
    },
  }
})

afterAll(() => server.close())

describe('answers as kube-apiserver does', () => {
  for (const scenario of scenarios) {
    if (!scenario.needs.every((feature) => features.has(feature))) continue
    const file = join(import.meta.dirname, '../e2e/oracle/golden', `${scenario.name}.json`)
    test(`${scenario.name}: ${scenario.covers}`, { timeout: 60_000 }, async () => {
      const golden = JSON.parse(await readFile(file, 'utf8')) as Golden
      const steps = await replay(scenario, target)
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
