import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { conditionsOf, containersOf, noShellIn, usualContainer } from './pod-details.ts'

function pod(status: object, spec: object = { containers: [{ name: 'web', image: 'nginx' }] }): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec, status }
}

const web = (state: object, rest: object = {}) =>
  pod({ containerStatuses: [{ name: 'web', state, ...rest }] })

test('a container that runs says since when, and whether it is ready', () => {
  const running = { running: { startedAt: '2026-05-01T12:00:00Z' } }
  expect(containersOf(web(running, { ready: true }))).toMatchObject([
    { name: 'web', image: 'nginx', tone: 'good', state: 'Running', since: '2026-05-01T12:00:00Z' },
  ])
  expect(containersOf(web(running))).toMatchObject([{ tone: 'pending', state: 'Running, not ready' }])
})

test('a container that waits says for what, and how it ended before', () => {
  const waiting = {
    waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' },
  }
  const lastState = { terminated: { reason: 'Error', exitCode: 1 } }
  expect(containersOf(web(waiting, { restartCount: 4, lastState }))).toMatchObject([
    {
      tone: 'bad',
      state: 'CrashLoopBackOff',
      message: 'back-off 40s restarting failed container',
      restarts: 4,
      before: 'Error, exit code 1',
    },
  ])
  expect(containersOf(web({ waiting: { reason: 'ContainerCreating' } }))).toMatchObject([{ tone: 'pending' }])
})

test('a container that ended says how', () => {
  expect(containersOf(web({ terminated: { exitCode: 0 } }))).toMatchObject([
    { tone: 'good', state: 'Completed' },
  ])
  expect(containersOf(web({ terminated: { exitCode: 137, signal: 9, reason: 'OOMKilled' } }))).toMatchObject([
    { tone: 'bad', state: 'OOMKilled, signal 9' },
  ])
})

test('init containers come first, and one without a status waits', () => {
  const spec = { initContainers: [{ name: 'first' }], containers: [{ name: 'web' }] }
  expect(containersOf(pod({}, spec)).map(({ name, isInit, state }) => [name, isInit, state])).toEqual([
    ['first', true, 'Waiting'],
    ['web', false, 'Waiting'],
  ])
})

test('a shell is for what runs, and above all for what is not ready', () => {
  const running = { running: { startedAt: '2026-05-01T12:00:00Z' } }
  expect(noShellIn(usualContainer(web(running)), false)).toBeUndefined()
  expect(noShellIn(usualContainer(web(running)), true)).toMatch(/deleted/)
  expect(noShellIn(usualContainer(web({ waiting: {} })), false)).toMatch(/not running/)
  expect(noShellIn(undefined, false)).toMatch(/not running/)
})

test('the usual container is the one that is named, else the first that is not there to begin', () => {
  const several = pod(
    {},
    { initContainers: [{ name: 'first' }], containers: [{ name: 'web' }, { name: 'log' }] },
  )
  expect(usualContainer(several)?.name).toBe('web')
  const annotations = { 'kubectl.kubernetes.io/default-container': 'log' }
  expect(usualContainer({ ...several, metadata: { name: 'web', annotations } })?.name).toBe('log')
})

test('a condition that does not hold says why', () => {
  const conditions = [
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
    { type: 'PodReadyToStartContainers', status: 'True', message: 'all is well' },
  ]
  expect(conditionsOf(pod({ conditions }))).toEqual([
    { type: 'Pod scheduled', tone: 'pending', message: 'Unschedulable: 0/3 nodes are available' },
    { type: 'Pod ready to start containers', tone: 'good', message: '' },
  ])
})
