import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { chosenContainer, logContainers } from './log-containers.ts'

const startedAt = '2026-03-01T12:00:00Z'
const ended = { terminated: { reason: 'Error', exitCode: 1, startedAt } }

function pod(statuses: object[], metadata = {}): KubeObject {
  return {
    metadata: { name: 'web', ...metadata },
    spec: { containers: [{ name: 'web' }, { name: 'side' }], initContainers: [{ name: 'migrate' }] },
    status: {
      containerStatuses: statuses,
      initContainerStatuses: [{ name: 'migrate', state: ended, restartCount: 0 }],
    },
  } as unknown as KubeObject
}

test('containers come before what ran before them', () => {
  expect(logContainers(pod([])).map(({ name, role }) => [name, role])).toEqual([
    ['web', 'container'],
    ['side', 'container'],
    ['migrate', 'init container'],
  ])
})

test.each([
  [
    { state: { running: { startedAt } }, restartCount: 2, lastState: ended },
    { runs: true, run: `2 ${startedAt}`, before: 'Error, exit code 1' },
  ],
  [{ state: { waiting: { reason: 'ContainerCreating' } } }, { runs: false, waits: 'ContainerCreating' }],
  [
    { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: ended, restartCount: 1 },
    { runs: false, ended: 'Error, exit code 1' },
  ],
  [{ state: ended }, { runs: false, ended: 'Error, exit code 1' }],
  [{}, { runs: false, waits: '' }],
])('%j', (status, expected) => {
  expect(logContainers(pod([{ name: 'web', ...status }]))[0]).toMatchObject(expected)
})

test('a pod says which of its containers is meant', () => {
  const one = pod([])
  const annotated = pod([], { annotations: { 'kubectl.kubernetes.io/default-container': 'side' } })
  const all = logContainers(one)
  expect(chosenContainer(all, one, '')?.name).toBe('web')
  expect(chosenContainer(all, annotated, '')?.name).toBe('side')
  expect(chosenContainer(all, annotated, 'migrate')?.name).toBe('migrate')
  expect(chosenContainer(all, one, 'gone')).toBeUndefined()
})
