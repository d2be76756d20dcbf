import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import { choose } from './choose.ts'
import { NodeInfo } from './node-info.ts'
import { readPod } from './pod-info.ts'
import type { PodInfo } from './pod-info.ts'
import { Topology } from './topology.ts'

let pods = 0

interface Given {
  labels?: Record<string, string>
  owner?: string
  requests?: JsonObject
  spec?: JsonObject
}

function pod({ labels = {}, owner, requests = {}, spec = {} }: Given = {}): PodInfo {
  pods += 1
  const ownerReferences =
    owner === undefined
      ? {}
      : {
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true },
          ],
        }
  return readPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'default', name: `p${pods}`, uid: `uid-${pods}`, labels, ...ownerReferences },
    spec: { containers: [{ name: 'main', resources: { requests } }], ...spec },
  })
}

interface Machine {
  labels?: Record<string, string>
  taints?: { key: string; value: string; effect: string }[]
  unschedulable?: boolean
  holds?: PodInfo[]
}

function machines(...given: Machine[]): NodeInfo[] {
  return given.map(({ labels = {}, taints = [], unschedulable = false, holds = [] }, index) => {
    const name = `n${index + 1}`
    const node = new NodeInfo({
      name,
      labels: { 'kubernetes.io/hostname': name, ...labels },
      taints,
      unschedulable,
      allocatable: { cpu: 2000, memory: 4 * 1024 ** 3, pods: 3 },
    })
    for (const each of holds) node.add(each)
    return node
  })
}

function outcome(wanted: PodInfo, nodes: NodeInfo[]): string {
  const repelling = new Map(
    nodes.flatMap((node) => [...node.pods.values()].map((each) => [each.uid, { pod: each, node }] as const)),
  )
  const choice = choose(wanted, nodes, new Topology(nodes, repelling))
  return 'node' in choice ? choice.node.name : choice.message
}

const term = (app: string, topologyKey = 'kubernetes.io/hostname'): JsonObject => ({
  labelSelector: { matchLabels: { app } },
  topologyKey,
})
const affinity = (kind: string, ...terms: JsonObject[]): JsonObject => ({
  affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
})
const zone = (name: string, ...holds: PodInfo[]): Machine => ({ labels: { zone: name }, holds })
const web = (): PodInfo => pod({ labels: { app: 'web' } })
const noSchedule = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }

test.each<[string, PodInfo, NodeInfo[], string]>([
  ['the emptier node', pod(), machines({ holds: [pod({ requests: { cpu: '500m' } })] }, {}), 'n2'],
  ['the first of equal nodes', pod(), machines({}, {}), 'n1'],
  [
    'where fewer of the same owner are',
    pod({ owner: 'rs' }),
    machines({ holds: [pod({ owner: 'rs' })] }, { holds: [pod({ requests: { cpu: '1500m' } })] }),
    'n2',
  ],
  [
    'the node with the label',
    pod({ spec: { nodeSelector: { disk: 'ssd' } } }),
    machines({}, { labels: { disk: 'ssd' } }),
    'n2',
  ],
  [
    'the node that its affinity names',
    pod({
      spec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n2'] }] },
              ],
            },
          },
        },
      },
    }),
    machines({}, {}),
    'n2',
  ],
  [
    'the node that it prefers',
    pod({
      spec: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 100, preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } },
            ],
          },
        },
      },
    }),
    machines({}, { labels: { disk: 'ssd' }, holds: [pod()] }),
    'n2',
  ],
  [
    'the tainted node where it tolerates that',
    pod({ spec: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } }),
    machines({ taints: [noSchedule] }),
    'n1',
  ],
  [
    'beside the pod it must be near to',
    pod({ spec: affinity('podAffinity', term('web')) }),
    machines({}, { holds: [web()] }),
    'n2',
  ],
  [
    'anywhere for the first of its own group',
    pod({ labels: { app: 'web' }, spec: affinity('podAffinity', term('web')) }),
    machines({}),
    'n1',
  ],
  [
    'away from the pod it avoids',
    pod({ spec: affinity('podAntiAffinity', term('web')) }),
    machines({ holds: [web()] }, {}),
    'n2',
  ],
  [
    'away from a pod that avoids it',
    web(),
    machines({ holds: [pod({ spec: affinity('podAntiAffinity', term('web')) })] }, { holds: [pod(), pod()] }),
    'n2',
  ],
  [
    'where the skew stays small',
    pod({
      labels: { app: 'web' },
      spec: {
        topologySpreadConstraints: [
          { ...term('web', 'zone'), maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' },
        ],
      },
    }),
    machines(zone('a', web()), zone('a'), zone('b', pod(), pod())),
    'n3',
  ],
])('a pod goes to %s', (_what, wanted, nodes, expected) => {
  expect(outcome(wanted, nodes)).toBe(expected)
})

const helpless = (count: number): string =>
  `preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`
const victimless = (count: number): string =>
  `preemption: 0/${count} nodes are available: ${count} No preemption victims found for incoming pod.`

test.each<[string, PodInfo, NodeInfo[], string]>([
  ['there are no nodes', pod(), [], 'no nodes available to schedule pods'],
  [
    'it asks for more than any node has',
    pod({ requests: { cpu: '3', memory: '1Gi' } }),
    machines({}, {}),
    `0/2 nodes are available: 2 Insufficient cpu. ${helpless(2)}`,
  ],
  [
    'others have taken what it asks for',
    pod({ requests: { cpu: '1500m', memory: '3Gi' } }),
    machines({ holds: [pod({ requests: { cpu: '1', memory: '2Gi' } })] }),
    `0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. ${victimless(1)}`,
  ],
  [
    'all nodes are full',
    pod(),
    machines({ holds: [pod(), pod(), pod()] }),
    `0/1 nodes are available: 1 Too many pods. ${victimless(1)}`,
  ],
  [
    'each node has another reason',
    pod({ spec: { nodeSelector: { disk: 'ssd' } } }),
    machines({ unschedulable: true }, { taints: [noSchedule] }, {}),
    `0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. ${helpless(3)}`,
  ],
  [
    'its port is taken',
    pod({ spec: { containers: [{ ports: [{ hostPort: 80 }] }] } }),
    machines({ holds: [pod({ spec: { containers: [{ ports: [{ hostPort: 80, hostIP: '10.0.0.1' }] }] } })] }),
    `0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. ${victimless(1)}`,
  ],
  [
    'nobody it must be near to is there',
    pod({ spec: affinity('podAffinity', term('web')) }),
    machines({}),
    `0/1 nodes are available: 1 node(s) didn't match pod affinity rules. ${helpless(1)}`,
  ],
  [
    'it may not preempt',
    pod({ requests: { cpu: '3' }, spec: { preemptionPolicy: 'Never' } }),
    machines({ unschedulable: true }),
    '0/1 nodes are available: 1 node(s) were unschedulable. preemption: not eligible due to preemptionPolicy=Never.',
  ],
])('a pod goes nowhere when %s', (_what, wanted, nodes, expected) => {
  expect(outcome(wanted, nodes)).toBe(expected)
})

test('what a node holds is counted as pods come and go', () => {
  const [node = new NodeInfo({ name: '', labels: {}, taints: [], unschedulable: false, allocatable: {} })] =
    machines({})
  const first = pod({ owner: 'rs', requests: { cpu: '1' } })
  node.add(first)
  node.add(first)
  node.add(pod({ owner: 'rs', requests: { cpu: '250m', memory: '1Gi' } }))
  expect([node.requested, node.countOf('rs')]).toEqual([{ cpu: 1250, memory: 1024 ** 3 }, 2])
  node.remove(first.uid)
  node.remove(first.uid)
  expect([node.requested.cpu, node.countOf('rs')]).toEqual([250, 1])
})
