import { describe, expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { Age } from '#api-mock/resources/columns.ts'
import { podConditions, pods } from './pods.ts'

const running = { running: { startedAt: '2026-01-01T00:00:00Z' } }
const waiting = (reason: string) => ({ waiting: { reason } })
const terminated = (exitCode: number, reason = '', signal = 0) => ({
  terminated: { exitCode, reason, signal, finishedAt: '2026-01-01T00:00:00Z' },
})
const initialized = { type: 'Initialized', status: 'True' }
const ready = { type: 'Ready', status: 'True' }

interface Container {
  state: object
  ready?: boolean
  started?: boolean
  restartCount?: number
  lastState?: object
  sidecar?: boolean
}

/** A pod whose containers are as told; one that runs is ready unless it says otherwise. */
function pod(given: {
  phase?: string
  reason?: string
  conditions?: object[]
  init?: Container[]
  main?: Container[]
  deleted?: boolean
}): KubeObject {
  const { phase = 'Running', reason, conditions = [], init = [], main = [], deleted = false } = given
  const status = (container: Container, index: number, prefix: string) => ({
    name: `${prefix}${index}`,
    ready: 'running' in container.state,
    restartCount: 0,
    ...container,
  })
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    spec: {
      initContainers: init.map(({ sidecar = false }, index) => ({
        name: `i${index}`,
        ...(sidecar ? { restartPolicy: 'Always' } : {}),
      })),
      containers: main.length === 0 ? [{ name: 'm0' }] : main.map((_, index) => ({ name: `m${index}` })),
    },
    status: {
      phase,
      ...(reason === undefined ? {} : { reason }),
      conditions,
      initContainerStatuses: init.map((container, index) => status(container, index, 'i')),
      containerStatuses: main.map((container, index) => status(container, index, 'm')),
    },
  }
}

const runs = { state: running }
const startedSidecar = { state: running, started: true, sidecar: true }
const creating = { state: waiting('ContainerCreating') }
const initializing = { state: waiting('PodInitializing') }
const done = { state: terminated(0, 'Completed') }

const statuses: [string, string, KubeObject][] = [
  ['Pending', '0/1', pod({ phase: 'Pending' })],
  ['ContainerCreating', '0/1', pod({ phase: 'Pending', main: [creating] })],
  ['ErrImagePull', '0/1', pod({ phase: 'Pending', main: [{ state: waiting('ErrImagePull') }] })],
  ['CrashLoopBackOff', '1/2', pod({ main: [{ state: waiting('CrashLoopBackOff') }, runs] })],
  ['Running', '1/1', pod({ main: [runs] })],
  ['Running', '0/1', pod({ main: [{ state: running, ready: false }] })],
  ['Running', '1/2', pod({ conditions: [ready], main: [done, runs] })],
  ['NotReady', '1/2', pod({ main: [done, runs] })],
  ['Completed', '0/1', pod({ phase: 'Succeeded', main: [done] })],
  ['Error', '0/1', pod({ phase: 'Failed', main: [{ state: terminated(1, 'Error') }] })],
  ['Error', '0/2', pod({ phase: 'Failed', main: [done, { state: terminated(1, 'Error') }] })],
  ['OOMKilled', '0/1', pod({ phase: 'Failed', main: [{ state: terminated(137, 'OOMKilled') }] })],
  ['ExitCode:3', '0/1', pod({ phase: 'Failed', main: [{ state: terminated(3) }] })],
  ['Signal:9', '0/1', pod({ phase: 'Failed', main: [{ state: terminated(137, '', 9) }] })],
  ['Evicted', '0/1', pod({ phase: 'Failed', reason: 'Evicted' })],
  [
    'SchedulingGated',
    '0/1',
    pod({
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
    }),
  ],
  ['Terminating', '1/1', pod({ deleted: true, main: [runs] })],
  ['Completed', '0/1', pod({ deleted: true, phase: 'Succeeded', main: [done] })],
  ['Unknown', '1/1', pod({ deleted: true, reason: 'NodeLost', main: [runs] })],
]

const initStatuses: [string, string, KubeObject][] = [
  ['Init:0/2', '0/1', pod({ phase: 'Pending', init: [runs, initializing], main: [initializing] })],
  ['Init:1/2', '0/1', pod({ phase: 'Pending', init: [done, runs], main: [initializing] })],
  ['PodInitializing', '0/1', pod({ phase: 'Pending', init: [done], main: [initializing] })],
  ['Init:Error', '0/1', pod({ phase: 'Pending', init: [{ state: terminated(1, 'Error') }] })],
  ['Init:ExitCode:2', '0/1', pod({ phase: 'Pending', init: [{ state: terminated(2) }] })],
  ['Init:Signal:9', '0/1', pod({ phase: 'Pending', init: [{ state: terminated(137, '', 9) }] })],
  [
    'Init:CrashLoopBackOff',
    '0/1',
    pod({ phase: 'Pending', init: [{ state: waiting('CrashLoopBackOff') }], main: [initializing] }),
  ],
  ['Running', '2/2', pod({ conditions: [initialized], init: [startedSidecar], main: [runs] })],
  ['Init:1/2', '1/2', pod({ phase: 'Pending', init: [startedSidecar, initializing], main: [initializing] })],
  [
    // A sidecar that failed is told also once the pod is initialized, when containers count again.
    'Init:Error',
    '1/2',
    pod({
      conditions: [initialized],
      init: [{ state: terminated(1, 'Error'), sidecar: true }],
      main: [runs],
    }),
  ],
]

describe('the status of a pod', () => {
  test.each([...statuses, ...initStatuses])('%s %s', (status, readiness, object) => {
    expect({ status: pods.Status?.(object), readiness: pods.Ready?.(object) }).toEqual({ status, readiness })
  })
})

function restartsOf(object: KubeObject): { text: unknown; since?: string } {
  const cell = pods.Restarts?.(object)
  return cell instanceof Age ? { text: cell.words('5m'), since: cell.since } : { text: cell }
}

describe('restarts', () => {
  const restarted = (restartCount: number, finishedAt: string) => ({
    restartCount,
    lastState: { terminated: { exitCode: 1, finishedAt } },
  })
  const early = '2026-01-01T00:00:00Z'
  const late = '2026-01-01T01:00:00Z'

  test('are counted, and tell when the last one was', () => {
    const main = [
      { ...runs, ...restarted(2, early) },
      { ...runs, ...restarted(1, late) },
    ]
    expect(restartsOf(pod({ main }))).toEqual({ text: '3 (5m ago)', since: late })
    expect(restartsOf(pod({ main: [{ ...runs, restartCount: 2 }] }))).toEqual({ text: '2' })
    expect(restartsOf(pod({ main: [runs] }))).toEqual({ text: '0' })
  })

  test('of init containers count while they run, those of sidecars always', () => {
    const failing = { state: waiting('CrashLoopBackOff'), ...restarted(4, early) }
    expect(restartsOf(pod({ init: [failing] }))).toEqual({ text: '4 (5m ago)', since: early })
    const init = [
      { ...done, ...restarted(4, late) },
      { ...startedSidecar, ...restarted(1, early) },
    ]
    const main = [runs]
    expect(restartsOf(pod({ init, main }))).toEqual({ text: '1 (5m ago)', since: early })
  })
})

test('wide views show addresses, nodes and readiness gates', () => {
  const bare = pod({})
  const wide = ['IP', 'Node', 'Nominated Node', 'Readiness Gates']
  expect(wide.map((name) => pods[name]?.(bare))).toEqual(['<none>', '<none>', '<none>', '<none>'])
  const full: KubeObject = {
    ...bare,
    spec: { nodeName: 'n1', readinessGates: [{ conditionType: 'a/x' }, { conditionType: 'a/y' }] },
    status: {
      podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
      nominatedNodeName: 'n2',
      conditions: [
        { type: 'a/x', status: 'True' },
        { type: 'a/y', status: 'False' },
      ],
    },
  }
  expect(wide.map((name) => pods[name]?.(full))).toEqual(['10.0.0.1', 'n1', 'n2', '1/2'])
})

test('a finished pod says so to clients that step finished rows back', () => {
  expect(podConditions(pod({}))).toEqual([])
  expect(podConditions(pod({ phase: 'Succeeded' }))).toMatchObject([
    { type: 'Completed', status: 'True', reason: 'Succeeded' },
  ])
  expect(podConditions(pod({ phase: 'Failed' }))).toMatchObject([{ reason: 'Failed' }])
})
