import { expect, test } from 'vitest'
import type { Program } from './program.ts'
import { programOf } from './table.ts'

function of(image: string, restart = 0): Program {
  return programOf({
    uid: 'u',
    pod: 'p',
    container: 'main',
    image,
    restart,
    command: [],
    args: [],
    stdin: false,
    env: new Map(),
    startedAt: Date.parse('2026-03-01T12:00:00Z'),
  })
}

test.each([
  ['acme/crash-app:1', { exitCode: 1 }],
  ['registry.acme.io/team/oom:2', { exitCode: 137, reason: 'OOMKilled' }],
  ['acme/migrate:3', { exitCode: 0 }],
  ['nginx:1.29', undefined],
  ['unheard/of', undefined],
])('%s ends as its name says', (image, ends) => {
  const program = of(image)
  if (ends === undefined) expect(program.ends).toBeUndefined()
  else expect(program.ends).toMatchObject(ends)
})

test('a flaky image runs from the third start on', () => {
  expect([0, 1, 2].map((restart) => of('acme/flaky', restart).ends?.exitCode)).toEqual([1, 1, undefined])
})

test('servers listen where they do and answer what they do', () => {
  expect(of('nginx').ports).toEqual([80])
  expect(of('nginx').answer?.('GET', '/')).toMatchObject({
    status: 200,
    body: expect.stringContaining('Welcome to nginx!'),
  })
  expect(of('nginx').answer?.('GET', '/none')).toMatchObject({ status: 404 })
  expect(of('bitnami/postgresql:18')).toMatchObject({ ports: [5432], serves: 'postgres' })
})

test('a nested API server is a server that others run, and says what it is called', () => {
  const program = of('ghcr.io/loft-sh/vcluster-oss:0.30.0')
  expect(program).toMatchObject({ ports: [8443], serves: 'kubernetes', readyAfter: 1200 })
  expect(program.output(0, 2000)[0]?.text).toContain('Starting vCluster 0.30.0 for p')
})

test('what copies the binaries of a nested API server is done at once', () => {
  expect(of('ghcr.io/loft-sh/kubernetes:v1.35.0').ends).toMatchObject({ exitCode: 0 })
})

test('output is the same however it is asked for', () => {
  for (const image of ['nginx', 'redis', 'postgres', 'mysql', 'acme/api', 'acme/node-app', 'whatever']) {
    const { output } = of(image)
    const whole = output(0, 900_000)
    const pieces = [0, 100, 1000, 60_000, 300_000].flatMap((from, index, all) =>
      output(from, all[index + 1] ?? 900_000),
    )
    expect(whole.length).toBeGreaterThan(0)
    expect(pieces.toSorted((one, other) => one.at - other.at)).toEqual(
      whole.toSorted((one, other) => one.at - other.at),
    )
  }
})
