import { expect, test } from 'vitest'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { hostPod } from './translate-pod.ts'
import type { PodSurroundings } from './translate-pod.ts'

const surroundings: PodSurroundings = {
  target: {
    vcluster: 'blue',
    namespace: 'team',
    owner: { apiVersion: 'v1', kind: 'Service', name: 'blue', uid: 's' },
  },
  namespaceLabels: {},
  serviceAccount: 'vc-workload-blue',
  address: '10.96.0.9',
  services: [],
  token: () => 'signed',
}

function pod(spec: JsonObject, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', uid: 'u', ...metadata },
    spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec },
  }
}

function specOf(spec: JsonObject): JsonObject {
  return fieldsOf(hostPod(pod(spec), surroundings).spec)
}

function mainOf(container: JsonObject, spec: JsonObject = {}): JsonObject {
  const { containers } = specOf({ ...spec, containers: [{ name: 'main', image: 'nginx', ...container }] })
  return fieldsOf(Array.isArray(containers) ? containers[0] : undefined)
}

test('a pod runs as the account for workloads, without a token of the host', () => {
  const spec = specOf({ serviceAccountName: 'robot', serviceAccount: 'robot', enableServiceLinks: true })
  expect(spec).toMatchObject({
    serviceAccountName: 'vc-workload-blue',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
  })
  expect(spec).not.toHaveProperty('serviceAccount')
})

test('what a pod may not have of the host is left out', () => {
  const spec = specOf({ priorityClassName: 'system-node-critical', priority: 2_000_001_000, subdomain: 'db' })
  for (const field of ['priorityClassName', 'priority', 'subdomain']) expect(spec).not.toHaveProperty(field)
})

test('a driver is given no Secret of the control plane', () => {
  const volumes = [
    { name: 'a', csi: { driver: 'x', nodePublishSecretRef: { name: 'vc-blue' } } },
    { name: 'b', flexVolume: { driver: 'x', secretRef: { name: 'blue-certs' } } },
    { name: 'c', cephfs: { monitors: ['m'], secretRef: { name: 'key' } } },
  ]
  expect(specOf({ volumes })).toMatchObject({
    volumes: [
      { csi: { driver: 'x', nodePublishSecretRef: { name: 'vc-blue-x-shop-x-blue' } } },
      { flexVolume: { driver: 'x', secretRef: { name: 'blue-certs-x-shop-x-blue' } } },
      { cephfs: { monitors: ['m'], secretRef: { name: 'key-x-shop-x-blue' } } },
    ],
  })
})

test('what a pod refers to has its name on the host', () => {
  const spec = specOf({
    imagePullSecrets: [{ name: 'registry' }],
    volumes: [
      { name: 'a', configMap: { name: 'settings', defaultMode: 420 } },
      { name: 'b', secret: { secretName: 'key' } },
      { name: 'c', persistentVolumeClaim: { claimName: 'data' } },
      {
        name: 'd',
        projected: { sources: [{ secret: { name: 'key' } }, { configMap: { name: 'settings' } }] },
      },
      { name: 'e', emptyDir: {} },
    ],
  })
  expect(spec.imagePullSecrets).toEqual([{ name: 'registry-x-shop-x-blue' }])
  expect(spec.volumes).toEqual([
    { name: 'a', configMap: { name: 'settings-x-shop-x-blue', defaultMode: 420 } },
    { name: 'b', secret: { secretName: 'key-x-shop-x-blue' } },
    { name: 'c', persistentVolumeClaim: { claimName: 'data-x-shop-x-blue' } },
    {
      name: 'd',
      projected: {
        sources: [
          { secret: { name: 'key-x-shop-x-blue' } },
          { configMap: { name: 'settings-x-shop-x-blue' } },
        ],
      },
    },
    { name: 'e', emptyDir: {} },
  ])
})

test('variables come from objects and fields as they are on the host', () => {
  const field = (fieldPath: string): JsonObject => ({ name: 'F', valueFrom: { fieldRef: { fieldPath } } })
  const paths = (fieldPath: string): unknown => {
    const { env } = mainOf({ env: [field(fieldPath)] })
    return Array.isArray(env) ? env.at(-1) : undefined
  }
  expect(paths('metadata.name')).toEqual(field("metadata.annotations['vcluster.loft.sh/name']"))
  expect(paths('metadata.namespace')).toEqual(field("metadata.annotations['vcluster.loft.sh/namespace']"))
  expect(paths("metadata.labels['app']")).toEqual(field("metadata.labels['app']"))
  expect(paths("metadata.labels['release']")).toEqual(
    field("metadata.labels['vcluster.loft.sh/label-blue-x-a4d451ec23']"),
  )
  expect(paths('status.podIP')).toEqual(field('status.podIP'))
  expect(mainOf({ envFrom: [{ prefix: 'A_', secretRef: { name: 'key' } }] }).envFrom).toEqual([
    { prefix: 'A_', secretRef: { name: 'key-x-shop-x-blue' } },
  ])
})

test('a container finds the API server inside, and the services of its namespace where it asks for them', () => {
  const web: KubeObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'my-db' },
    spec: { clusterIP: '10.96.7.7', ports: [{ name: 'sql', port: 5432, protocol: 'TCP' }] },
  }
  const names = (spec: JsonObject): unknown[] => {
    const { containers } = fieldsOf(hostPod(pod(spec), { ...surroundings, services: [web] }).spec)
    const [main] = Array.isArray(containers) ? containers : []
    return Array.isArray(fieldsOf(main).env) ? (fieldsOf(main).env as unknown[]) : []
  }
  expect(names({})).toContainEqual({ name: 'KUBERNETES_SERVICE_HOST', value: '10.96.0.9' })
  expect(names({})).toHaveLength(8)
  const linked = names({ enableServiceLinks: true })
  expect(linked).toContainEqual({ name: 'MY_DB_SERVICE_PORT_SQL', value: '5432' })
  expect(linked).toContainEqual({ name: 'MY_DB_PORT_5432_TCP', value: 'tcp://10.96.7.7:5432' })
})

test('a token is told in an annotation, since the host would make another', () => {
  const volumes = [
    {
      name: 'api',
      projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3607 } }] },
    },
  ]
  const { metadata, spec } = hostPod(pod({ volumes }), surroundings)
  const [[key] = []] = Object.entries(metadata.annotations ?? {}).filter(([, value]) => value === 'signed')
  expect(key).toMatch(/^vcluster\.loft\.sh\/token-[0-9a-f]{8}$/)
  const fieldRef = { apiVersion: 'v1', fieldPath: `metadata.annotations['${key ?? ''}']` }
  expect(fieldsOf(spec).volumes).toEqual([
    {
      name: 'api',
      projected: { sources: [{ downwardAPI: { items: [{ path: 'token', fieldRef, mode: 0o644 }] } }] },
    },
  ])
})

test('the hostname is the name inside, without dots and cut where it is too long', () => {
  expect(specOf({}).hostname).toBe('web')
  expect(specOf({ hostname: 'own' }).hostname).toBe('own')
  const named = (name: string): unknown => fieldsOf(hostPod(pod({}, { name }), surroundings).spec).hostname
  expect(named('a.b')).toBe('a-b')
  expect(named(`${'a'.repeat(62)}.b`)).toBe('a'.repeat(62))
})

test('other pods are told apart by the namespace that they have inside', () => {
  const term = (extra: JsonObject): JsonObject => ({
    topologyKey: 'zone',
    labelSelector: { matchLabels: { app: 'web' } },
    ...extra,
  })
  const translated = (extra: JsonObject): unknown => {
    const required = [term(extra)]
    const { affinity } = specOf({
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
    })
    const { requiredDuringSchedulingIgnoredDuringExecution: terms } = fieldsOf(
      fieldsOf(affinity).podAntiAffinity,
    )
    return Array.isArray(terms) ? fieldsOf(terms[0]).labelSelector : undefined
  }
  const ours = { app: 'web', 'vcluster.loft.sh/managed-by': 'blue' }
  expect(translated({})).toEqual({
    matchLabels: { ...ours, 'vcluster.loft.sh/namespace': 'shop' },
    matchExpressions: [],
  })
  expect(translated({ namespaces: ['a', 'b'] })).toEqual({
    matchLabels: ours,
    matchExpressions: [{ key: 'vcluster.loft.sh/namespace', operator: 'In', values: ['a', 'b'] }],
  })
  expect(translated({ namespaceSelector: {} })).toEqual({ matchLabels: ours, matchExpressions: [] })
})

test('labels, annotations and owners are told on the host under keys that mean nothing there', () => {
  const controller = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'r', controller: true }
  const { metadata } = hostPod(
    pod(
      {},
      {
        labels: { app: 'web', 'vcluster.loft.sh/managed-by': 'forged' },
        annotations: { note: 'mine', 'vcluster.loft.sh/object-name': 'forged' },
        finalizers: ['batch.kubernetes.io/job-tracking'],
        ownerReferences: [controller],
      },
    ),
    surroundings,
  )
  expect(metadata.name).toBe('web-x-shop-x-blue')
  expect(metadata.labels).toMatchObject({ app: 'web', 'vcluster.loft.sh/managed-by': 'blue' })
  expect(metadata.annotations).toMatchObject({
    note: 'mine',
    'vcluster.loft.sh/object-name': 'web',
    'vcluster.loft.sh/owner-references': JSON.stringify([controller]),
    'vcluster.loft.sh/owner-set-kind': 'ReplicaSet',
  })
  expect(metadata).not.toHaveProperty('finalizers')
  // A controller that nothing on the host is keeps controllers there from adopting it.
  expect(metadata.ownerReferences).toEqual([{ ...surroundings.target.owner, controller: true }])
})
