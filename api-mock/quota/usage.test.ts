import { expect, test } from 'vitest'
import { formatQuantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { usedOf } from './compute-usage.ts'
import { chargeOf } from './usage.ts'

const pods = { group: '', plural: 'pods' }

function pod(spec: object, phase = 'Running'): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec, status: { phase } }
}

function container(cpu: string, more: object = {}): object {
  return { name: 'a', resources: { requests: { cpu } }, ...more }
}

function usage(definition: { group: string; plural: string }, object: KubeObject): Record<string, string> {
  const { usage: amounts } = chargeOf(definition, object)
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]))
}

test('a pod uses what its containers ask for together, under all names', () => {
  const resources = { requests: { cpu: '100m', memory: '1Gi' }, limits: { memory: '2Gi' } }
  const object = pod({ containers: [{ name: 'a', resources }, container('200m')] })
  expect(usage(pods, object)).toEqual({
    'count/pods': '1',
    pods: '1',
    cpu: '300m',
    'requests.cpu': '300m',
    memory: '1Gi',
    'requests.memory': '1Gi',
    'limits.memory': '2Gi',
  })
})

test.each([
  [
    'an init container that needs more',
    { containers: [container('1')], initContainers: [container('3')] },
    '3',
  ],
  ['one that needs less', { containers: [container('1')], initContainers: [container('500m')] }, '1'],
  [
    'a sidecar, which stays',
    {
      containers: [container('1')],
      initContainers: [container('1', { restartPolicy: 'Always' }), container('3')],
    },
    '4',
  ],
  ['overhead', { containers: [container('1')], overhead: { cpu: '250m' } }, '1250m'],
  ['amounts of the whole pod', { containers: [container('1')], resources: { requests: { cpu: '5' } } }, '5'],
])('a pod with %s', (_what, spec, cpu) => {
  expect(usage(pods, pod(spec))['requests.cpu']).toBe(cpu)
})

test('a pod that has ended is only counted', () => {
  expect(usage(pods, pod({ containers: [container('1')] }, 'Succeeded'))).toEqual({ 'count/pods': '1' })
})

test('extended resources have the name of a request alone', () => {
  const resources = { requests: { 'nvidia.com/gpu': '2' } }
  const used = usage(pods, pod({ containers: [{ name: 'a', resources }] }))
  expect(used).toMatchObject({ 'requests.nvidia.com/gpu': '2' })
  expect(used).not.toHaveProperty(['nvidia.com/gpu'])
})

test.each([
  [{ type: 'ClusterIP', ports: [{}] }, '0', '0'],
  [{ type: 'NodePort', ports: [{}, {}] }, '2', '0'],
  [{ type: 'LoadBalancer', ports: [{}, {}] }, '2', '1'],
  [
    { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{}, { nodePort: 30000 }] },
    '1',
    '1',
  ],
])('a service %j', (spec, nodePorts, loadBalancers) => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec }
  expect(usage({ group: '', plural: 'services' }, service)).toEqual({
    'count/services': '1',
    services: '1',
    'services.nodeports': nodePorts,
    'services.loadbalancers': loadBalancers,
  })
})

test('a claim uses storage of its class, too', () => {
  const spec = { storageClassName: 'fast', resources: { requests: { storage: '5Gi' } } }
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec }
  expect(usage({ group: '', plural: 'persistentvolumeclaims' }, claim)).toEqual({
    'count/persistentvolumeclaims': '1',
    persistentvolumeclaims: '1',
    'requests.storage': '5Gi',
    'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
    'fast.storageclass.storage.k8s.io/requests.storage': '5Gi',
  })
})

test('other kinds are counted, some under a short name, too', () => {
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }
  expect(usage({ group: '', plural: 'secrets' }, object)).toEqual({ 'count/secrets': '1', secrets: '1' })
  expect(usage({ group: 'apps', plural: 'deployments' }, object)).toEqual({ 'count/deployments.apps': '1' })
})

function used(spec: object, objects: KubeObject[]): Record<string, string> {
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec }
  const amounts = usedOf(
    quota,
    objects.map((object) => chargeOf(pods, object)),
  )
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]))
}

test('every limited name has an amount, and no other', () => {
  const object = pod({ containers: [container('1')] })
  expect(used({ hard: { pods: '5', services: '1' } }, [object, object])).toEqual({ pods: '2', services: '0' })
})

const plain = pod({ containers: [{}] })
const greedy = pod({ containers: [container('1')] })
const short = pod({ containers: [{}], activeDeadlineSeconds: 10 })
const important = pod({ containers: [{}], priorityClassName: 'high' })

test.each([
  [{ scopes: ['BestEffort'] }, '3'],
  [{ scopes: ['NotBestEffort'] }, '1'],
  [{ scopes: ['Terminating'] }, '1'],
  [{ scopes: ['NotTerminating', 'BestEffort'] }, '2'],
  [{ scopes: ['PriorityClass'] }, '1'],
  [priority('In', ['high']), '1'],
  [priority('NotIn', ['high']), '3'],
  [priority('DoesNotExist', []), '3'],
])('%j chooses %s of four pods', (scoped, pods) => {
  const all = [plain, greedy, short, important]
  expect(used({ hard: { pods: '5' }, ...scoped }, all)).toEqual({ pods })
})

function priority(operator: string, values: string[]): object {
  return { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator, values }] } }
}
