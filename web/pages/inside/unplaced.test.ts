import { expect, test } from 'vitest'
import type { PodRow } from './pod-row.ts'
import { unplacedPods, withReasons } from './unplaced.ts'

function row(name: string, status: string, node: string): PodRow {
  return { metadata: { name, namespace: 'shop' }, ready: '0/1', status, restarts: 0, node, ip: '' }
}

test('a pod that no node takes says so, and the others keep their rows', () => {
  const rows = [row('held', 'Pending', ''), row('new', 'Pending', ''), row('runs', 'Running', 'n1')]
  const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }]
  const held = unplacedPods.keep(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'held', namespace: 'shop' }, status: { conditions } },
    () => undefined,
  )
  const told = withReasons(rows, [held])
  expect(told.map(({ status }) => status)).toEqual(['Unschedulable', 'Pending', 'Running'])
  expect(told[1]).toBe(rows[1])
  expect(told[2]).toBe(rows[2])
})
