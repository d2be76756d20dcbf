import { expect, test } from 'vitest'
import type { Client } from '#server/cluster/client.ts'
import { measure, requestsOf } from './measure.ts'

const container = (cpu: string, memory: string, more = {}) => ({
  resources: { requests: { cpu, memory } },
  ...more,
})

const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec })

test('a pod asks for what its containers do together, or for what its largest start needs', () => {
  const containers = [container('100m', '1Gi'), container('0.4', '1Gi')]
  expect(requestsOf(pod({ containers }))).toEqual({ cpu: 500, memory: 2 * 1024 ** 3, pods: 1 })
  const initContainers = [container('2', '1Mi'), container('100m', '1Gi', { restartPolicy: 'Always' })]
  expect(requestsOf(pod({ containers, initContainers, overhead: { cpu: '1m' } }))).toEqual({
    cpu: 2001,
    memory: 3 * 1024 ** 3,
    pods: 1,
  })
  expect(requestsOf(pod({ containers: [{}] }))).toEqual({ cpu: 0, memory: 0, pods: 1 })
})

test('nodes that take pods count, and pods are read page by page', async () => {
  const node = (ready: string, unschedulable: boolean) => ({
    spec: { unschedulable },
    status: {
      allocatable: { cpu: '4', memory: '8Ki', pods: '110' },
      conditions: [{ type: 'Ready', status: ready }],
    },
  })
  const asked: unknown[] = []
  const client = {
    list(path: string, query?: Record<string, string>) {
      if (path === '/api/v1/nodes')
        return Promise.resolve({
          metadata: {},
          items: [node('True', false), node('False', false), node('True', true)],
        })
      asked.push(query?.['continue'])
      const items = [pod({ containers: [container('1', '1Ki')] })]
      return Promise.resolve({ metadata: asked.length === 1 ? { continue: 'more' } : {}, items })
    },
  } as unknown as Client
  expect(await measure(client)).toEqual({
    allocatable: { cpu: 4000, memory: 8192, pods: 110 },
    requested: { cpu: 2000, memory: 2048, pods: 2 },
  })
  expect(asked).toEqual([undefined, 'more'])
})
