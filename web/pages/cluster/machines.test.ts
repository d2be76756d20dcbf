import { expect, test } from 'vitest'
import { added, nodeOf, requestedByNode, requestsOf } from './machines.ts'

const asks = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } })

test('a pod asks for what its containers ask for together, or for what one before them asks for', () => {
  const containers = [asks('250m', '64Mi'), asks('250m', '64Mi')]
  expect(requestsOf({ containers })).toEqual({ cpu: 0.5, memory: 2 ** 27, pods: 1 })
  expect(requestsOf({ containers, initContainers: [asks('2', '1Mi')] })).toEqual({
    cpu: 2,
    memory: 2 ** 27,
    pods: 1,
  })
  const beside = { ...asks('500m', '0'), restartPolicy: 'Always' }
  expect(requestsOf({ containers, initContainers: [beside] }).cpu).toBe(1)
})

test('what is asked for counts for the node that it is on', () => {
  const pod = (node: string, cpu: number) => ({
    metadata: { name: 'x' },
    node,
    requested: { cpu, memory: 0, pods: 1 },
  })
  const sums = requestedByNode([pod('a', 1), pod('a', 2), pod('', 4)])
  expect(sums.get('a')).toEqual({ cpu: 3, memory: 0, pods: 2 })
  expect(sums.get('')?.cpu).toBe(4)
  expect(added([...sums.values()]).cpu).toBe(7)
})

test('a node that takes no new pods says so, and what it has is there', () => {
  const node = (spec: object, ready: string) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n' },
    spec,
    status: {
      conditions: [{ type: 'Ready', status: ready }],
      allocatable: { cpu: '4', memory: '1Gi', pods: '110' },
      nodeInfo: { kubeletVersion: 'v1.36.3' },
    },
  })
  expect(nodeOf(node({}, 'True'))).toMatchObject({
    open: true,
    version: 'v1.36.3',
    allocatable: { cpu: 4, memory: 2 ** 30, pods: 110 },
  })
  expect(nodeOf(node({ unschedulable: true }, 'True'))).toMatchObject({
    open: false,
    state: { words: 'Ready, takes no new pods' },
  })
  expect(nodeOf(node({}, 'Unknown'))).toMatchObject({ open: false, state: { tone: 'bad' } })
})
