import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

test('the status of a node', () => {
  const statusOf = (status: string | undefined, unschedulable: boolean) =>
    rowOf('/nodes', {
      spec: { unschedulable },
      status: { conditions: status === undefined ? [] : [{ type: 'Ready', status }] },
    }).Status
  expect(statusOf('True', false)).toBe('Ready')
  expect(statusOf('True', true)).toBe('Ready,SchedulingDisabled')
  expect(statusOf('Unknown', false)).toBe('NotReady')
  expect(statusOf(undefined, false)).toBe('Unknown')
})

test('roles, versions and addresses of a node', () => {
  const labels = {
    'node-role.kubernetes.io/worker': '',
    'node-role.kubernetes.io/control-plane': '',
    'kubernetes.io/role': 'worker',
    app: 'x',
  }
  const nodeInfo = { kubeletVersion: 'v1.36.3', kernelVersion: '6.1', architecture: 'arm64' }
  const addresses = [
    { type: 'Hostname', address: 'n' },
    { type: 'InternalIP', address: '10.0.0.1' },
  ]
  expect(rowOf('/nodes', { metadata: { name: 'n', labels }, status: { nodeInfo, addresses } })).toMatchObject(
    {
      Roles: 'control-plane,worker',
      Version: 'v1.36.3',
      'Internal-IP': '10.0.0.1',
      'External-IP': '<none>',
      'OS-Image': '<unknown>',
      'Kernel-Version': '6.1 (arm64)',
      'Container-Runtime': '<unknown>',
    },
  )
})

test('component statuses tell health, message and error', () => {
  const healthy = { type: 'Healthy', status: 'True', message: 'ok' }
  expect(rowOf('/componentstatuses', { conditions: [healthy] })).toEqual({
    Status: 'Healthy',
    Message: 'ok',
    Error: '',
  })
  const sick = { type: 'Healthy', status: 'False', message: 'm', error: 'e' }
  expect(rowOf('/componentstatuses', { conditions: [sick] })).toMatchObject({
    Status: 'Unhealthy',
    Error: 'e',
  })
  expect(rowOf('/componentstatuses', {})).toMatchObject({ Status: 'Unknown' })
})
