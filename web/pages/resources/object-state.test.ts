import type { KubeObject } from '#kube/types.ts'
import { expect, test } from 'vitest'
import { objectState } from './object-state.ts'

function object(parts: Record<string, unknown>, metadata = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'one', ...metadata }, ...parts }
}

const condition = (type: string, status: string, reason = '') => ({ conditions: [{ type, status, reason }] })

test.each([
  ['apps/Deployment', { spec: { replicas: 3 }, status: { readyReplicas: 2 } }, '2 of 3 ready', 'pending'],
  ['apps/Deployment', { spec: { replicas: 0 }, status: {} }, 'Scaled to zero', 'asleep'],
  [
    'apps/Deployment',
    { spec: {}, status: condition('Progressing', 'False', 'ProgressDeadlineExceeded') },
    'ProgressDeadlineExceeded',
    'bad',
  ],
  ['apps/DaemonSet', { status: { desiredNumberScheduled: 2, numberReady: 2 } }, '2 of 2 ready', 'good'],
  ['batch/Job', { spec: { completions: 3 }, status: { succeeded: 1 } }, '1 of 3 done', 'pending'],
  ['batch/Job', { status: condition('Complete', 'True') }, 'Complete', 'good'],
  [
    'Node',
    { spec: { unschedulable: true }, status: condition('Ready', 'True') },
    'Ready, takes no new pods',
    'warn',
  ],
  ['Node', { status: condition('Ready', 'Unknown') }, 'Not ready', 'bad'],
  ['PersistentVolumeClaim', { status: { phase: 'Bound' } }, 'Bound', 'good'],
  ['shop.example.com/Order', { status: { phase: 'Baking' } }, 'Baking', 'unknown'],
  ['shop.example.com/Order', { status: condition('Ready', 'False', 'NoDough') }, 'NoDough', 'bad'],
])('%s is as its status says', (kind, parts, words, tone) => {
  expect(objectState(kind, object(parts))).toEqual({ words, tone })
})

test('a pod is as bad as its worst container', () => {
  const pod = object({
    spec: { containers: [{ name: 'a' }, { name: 'b' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'a', ready: true, state: { running: {} } },
        { name: 'b', state: { waiting: { reason: 'CrashLoopBackOff' } } },
      ],
    },
  })
  expect(objectState('Pod', pod)).toEqual({ tone: 'bad', words: 'CrashLoopBackOff' })
})

test('what is being deleted says that first, and what has no status says nothing', () => {
  const leaving = object({ status: { phase: 'Active' } }, { deletionTimestamp: '2026-01-01T00:00:00Z' })
  expect(objectState('Namespace', leaving)?.words).toBe('Being deleted')
  expect(objectState('ConfigMap', object({ data: {} }))).toBeUndefined()
})
