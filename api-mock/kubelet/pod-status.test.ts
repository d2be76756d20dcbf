import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { readContainerStatus } from './container-status.ts'
import { readPodSpec } from './pod-spec.ts'
import { phaseOf, podConditions } from './pod-status.ts'
import type { PodFacts } from './pod-status.ts'

const running = (ready = true): JsonObject => ({
  state: { running: { startedAt: '' } },
  ready,
  started: true,
  containerID: 'x',
})
const ended = (exitCode: number): JsonObject => ({ state: { terminated: { exitCode } }, containerID: 'x' })
const waiting = { state: { waiting: { reason: 'ContainerCreating' } } }
const backOff = {
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 1 } },
  containerID: 'x',
}

/** A pod whose containers are named after what they are: `i` init, `s` sidecars, all others main. */
function facts(statuses: Record<string, JsonObject>, spec: JsonObject = {}, terminal = false): PodFacts {
  const names = Object.keys(statuses)
  const of = (letter: string): JsonObject[] =>
    names
      .filter((name) => name.startsWith(letter))
      .map((name) => ({ name, ...(letter === 's' ? { restartPolicy: 'Always' } : {}) }))
  const containers = names.filter((name) => !/^[is]/.test(name)).map((name) => ({ name }))
  const pod = { initContainers: [...of('s'), ...of('i')], containers, restartPolicy: 'Always', ...spec }
  return {
    pod: readPodSpec({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', generation: 3 }, spec: pod }),
    statuses: new Map(names.map((name) => [name, readContainerStatus({ name, ...statuses[name] })])),
    sandbox: true,
    terminal,
  }
}

const never = { restartPolicy: 'Never' }
const onFailure = { restartPolicy: 'OnFailure' }

test.each<[string, PodFacts, string]>([
  ['nothing runs yet', facts({ a: waiting }), 'Pending'],
  ['one of two does not run yet', facts({ a: running(), b: waiting }), 'Pending'],
  ['all run', facts({ a: running(), b: running(false) }), 'Running'],
  ['one waits to be restarted', facts({ a: backOff }), 'Running'],
  ['one has ended and will be restarted', facts({ a: ended(0) }), 'Running'],
  ['all have ended well', facts({ a: ended(0), b: ended(0) }, onFailure), 'Succeeded'],
  ['one that failed will be tried again', facts({ a: ended(1) }, onFailure), 'Running'],
  ['one of them failed for good', facts({ a: ended(0), b: ended(3) }, never), 'Failed'],
  ['one still runs', facts({ a: ended(0), b: running() }, never), 'Running'],
  ['an init container runs', facts({ i: running(), a: waiting }), 'Pending'],
  ['an init container waits to be tried again', facts({ i: backOff, a: waiting }), 'Pending'],
  ['an init container failed for good', facts({ i: ended(1), a: waiting }, never), 'Failed'],
  ['init is over', facts({ i: ended(0), s: running(), a: running() }), 'Running'],
  ['only a sidecar is left', facts({ s: running(), a: ended(0) }, never), 'Succeeded'],
  ['its end was decided', facts({ a: ended(137) }, {}, true), 'Failed'],
])('the phase where %s', (_what, given, phase) => {
  expect(phaseOf(given)).toBe(phase)
})

function conditions(given: PodFacts, previous: unknown = []): Record<string, string> {
  const found = podConditions(given, phaseOf(given), previous, 'now')
  return Object.fromEntries(
    found.map(({ type, status, reason, message }) => [
      textOf(type),
      [status, reason, message].map(textOf).join(' ').trim(),
    ]),
  )
}

test.each<[string, PodFacts, JsonObject]>([
  ['is ready', facts({ a: running() }), { Initialized: 'True', ContainersReady: 'True', Ready: 'True' }],
  [
    'is not ready',
    facts({ a: running(false), b: running(), c: running(false) }),
    { Ready: 'False ContainersNotReady containers with unready status: [a c]' },
  ],
  [
    'is not initialized',
    facts({ i: running(), a: waiting }),
    { Initialized: 'False ContainersNotInitialized containers with incomplete status: [i]' },
  ],
  [
    'is done',
    facts({ a: ended(0) }, never),
    { Initialized: 'True PodCompleted', Ready: 'False PodCompleted', ContainersReady: 'False PodCompleted' },
  ],
  ['failed', facts({ a: ended(1) }, never), { Ready: 'False PodFailed' }],
  [
    'waits for a gate',
    facts({ a: running() }, { readinessGates: [{ conditionType: 'example.io/ok' }] }),
    {
      ContainersReady: 'True',
      Ready:
        'False ReadinessGatesNotReady corresponding condition of pod readiness gate "example.io/ok" does not exist.',
    },
  ],
])('the conditions of a pod that %s', (_what, given, expected) => {
  expect(conditions(given)).toMatchObject(expected)
})

test('a condition keeps its time until it changes, and those of others stay', () => {
  const previous = [
    { type: 'example.io/own', status: 'True' },
    { type: 'Ready', status: 'True', lastTransitionTime: 'before' },
    { type: 'ContainersReady', status: 'False', lastTransitionTime: 'before' },
  ]
  const given = facts({ a: running() })
  const found = podConditions(given, 'Running', previous, 'now')
  expect(found).toMatchObject(
    expect.arrayContaining([
      { type: 'example.io/own', status: 'True' },
      expect.objectContaining({ type: 'Ready', lastTransitionTime: 'before', observedGeneration: 3 }),
      expect.objectContaining({ type: 'ContainersReady', lastTransitionTime: 'now' }),
    ]),
  )
})
