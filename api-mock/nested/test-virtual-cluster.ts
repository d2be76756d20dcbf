import { request } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import { expect } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { secrets } from '#api-mock/builtin/data.ts'
import { read } from '#api-mock/controllers/context.ts'
import { reach } from '#api-mock/controllers/test-kubelet.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import type { Asked, Answered, Reply } from '#api-mock/test-cluster.ts'

type Ask = (method: string, target: string, asked?: Asked) => Promise<Reply>

const labels = { app: 'vcluster', release: 'dev' }

/** What a virtual cluster `dev` is on its host. */
const objects: [string, object][] = [
  ['/api/v1/namespaces', { kind: 'Namespace', metadata: { name: 'web' } }],
  ['/api/v1/namespaces/web/serviceaccounts', { kind: 'ServiceAccount', metadata: { name: 'vc-dev' } }],
  [
    '/apis/rbac.authorization.k8s.io/v1/namespaces/web/roles',
    {
      kind: 'Role',
      metadata: { name: 'vc-dev' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'create', 'update'] }],
    },
  ],
  [
    '/apis/rbac.authorization.k8s.io/v1/namespaces/web/rolebindings',
    {
      kind: 'RoleBinding',
      metadata: { name: 'vc-dev' },
      subjects: [{ kind: 'ServiceAccount', name: 'vc-dev', namespace: 'web' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'vc-dev' },
    },
  ],
  [
    '/api/v1/namespaces/web/secrets',
    { kind: 'Secret', metadata: { name: 'vc-config-dev' }, stringData: { 'config.yaml': 'sync: {}\n' } },
  ],
  [
    '/api/v1/namespaces/web/services',
    {
      kind: 'Service',
      metadata: { name: 'dev' },
      spec: { selector: labels, ports: [{ port: 443, targetPort: 8443 }] },
    },
  ],
]

const container = {
  name: 'syncer',
  image: 'ghcr.io/loft-sh/vcluster-oss:0.30.0',
  env: [{ name: 'VCLUSTER_NAME', value: 'dev' }],
  readinessProbe: { httpGet: { path: '/readyz', port: 8443, scheme: 'HTTPS' } },
  startupProbe: { httpGet: { path: '/readyz', port: 8443, scheme: 'HTTPS' } },
  volumeMounts: [{ name: 'data', mountPath: '/data' }],
}

const statefulSet = {
  kind: 'StatefulSet',
  metadata: { name: 'dev', labels },
  spec: {
    replicas: 1,
    serviceName: 'dev-headless',
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { serviceAccountName: 'vc-dev', containers: [container] } },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
      },
    ],
  },
}

const statefulSets = '/apis/apps/v1/namespaces/web/statefulsets'

/** Makes a virtual cluster `dev` in namespace `web`. */
export async function makeVirtualCluster(
  ask: Ask,
  { mayWriteSecrets = true, isStateful = true } = {},
): Promise<void> {
  for (const [path, body] of [...objects, [statefulSets, statefulSet] as const]) {
    if (path.endsWith('/rolebindings') && !mayWriteSecrets) continue
    if (path === statefulSets && !isStateful) continue
    const { status } = await ask('POST', path, { body })
    expect([path, status]).toEqual([path, 201])
  }
}

/** The pod of the virtual cluster once it is ready. */
export async function readyPod(cluster: Cluster, name = 'dev-0'): Promise<KubeObject> {
  const ready: unknown = expect.objectContaining({ type: 'Ready', status: 'True' })
  return await reach(cluster, '/pods', name, { status: { conditions: expect.arrayContaining([ready]) } })
}

/** Makes a pod that is a virtual cluster without a stateful set, with its data on a volume. */
export async function makePod(ask: Ask, name: string, volume: object): Promise<void> {
  const spec = {
    serviceAccountName: 'vc-dev',
    containers: [{ ...container, env: [{ name: 'VCLUSTER_NAME', value: 'dev' }] }],
    volumes: [{ name: 'data', ...volume }],
  }
  const body = { kind: 'Pod', metadata: { name }, spec }
  expect((await ask('POST', '/api/v1/namespaces/web/pods', { body })).status).toBe(201)
}

export async function scale(ask: Ask, replicas: number): Promise<void> {
  const headers = { 'content-type': 'application/merge-patch+json' }
  const { status } = await ask('PATCH', `${statefulSets}/dev`, { body: { spec: { replicas } }, headers })
  expect(status).toBe(200)
}

export function secretValues(cluster: Cluster, name: string): Record<string, string> | undefined {
  const secret = read(cluster, secrets, { namespace: 'web', name })
  if (secret === undefined) return undefined
  return Object.fromEntries(
    Object.entries(fieldsOf(secret.data)).map(([key, value]) => [
      key,
      Buffer.from(textOf(value), 'base64').toString(),
    ]),
  )
}

export interface Calling {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  /** Instead of the administrator's; an empty object shows none. */
  certificate?: { key?: string; cert?: string }
}

/** Sends a request through the pod's port, as its administrator unless it is told otherwise. */
export async function call(
  cluster: Cluster,
  pod: KubeObject,
  path: string,
  calling: Calling = {},
): Promise<{ status: number; body: Answered }> {
  const answer = await open(cluster, pod, path, calling)
  let text = ''
  for await (const piece of answer) text += String(piece)
  const isJson = answer.headers['content-type'] === 'application/json'
  return { status: answer.statusCode ?? 0, body: (isJson ? JSON.parse(text) : {}) as Answered }
}

/** As `call`, with the answer as it comes. */
export async function open(
  cluster: Cluster,
  pod: KubeObject,
  path: string,
  { method = 'GET', body, headers = {}, certificate }: Calling = {},
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const createConnection = (): TLSSocket => dial(cluster, pod, certificate)
  const sent = request(
    { path, method, headers: { 'content-type': 'application/json', ...headers }, createConnection },
    resolve,
  )
  sent.on('error', reject)
  sent.end(body === undefined ? undefined : JSON.stringify(body))
  return await promise
}

/** A connection to the server of a pod, verified by its Secret. */
export function dial(cluster: Cluster, pod: KubeObject, certificate?: Calling['certificate']): TLSSocket {
  const values = secretValues(cluster, 'vc-dev') ?? {}
  const socket = cluster.podRuntime?.find(pod)?.dial(8443)
  if (socket === undefined) throw new Error('nothing listens')
  const own = { key: values['client-key'], cert: values['client-certificate'] }
  const ca = values['certificate-authority']
  return connect({ socket, ca, servername: 'dev.web.svc', ...(certificate ?? own) })
}
