import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import { yamlProblem } from '#api/yaml-bounds.ts'
import { managedBy, managedByLabel } from '#api/labels.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { kubernetesVersion } from '#kube/version.ts'
import { fieldsOf, textOf } from '#server/cluster/fields.ts'
import { Problem } from './problem.ts'

/** What the control plane of one virtual cluster is made from. */
export interface ControlPlaneOptions {
  name: string
  /** Of the host. */
  namespace: string
  /** Of vcluster; the pinned one where a template names none. */
  version?: string | undefined
  /** The text of vcluster.yaml. */
  values?: string | undefined
}

/** The version whose chart the objects below follow. */
const pinnedVersion = '0.30.0'

/** Of Kubernetes: the version that the API server inside answers with at `/version`. */
const kubernetesTag = kubernetesVersion.gitVersion

const rbac = 'rbac.authorization.k8s.io'
const allVerbs = ['create', 'delete', 'patch', 'update', 'get', 'list', 'watch']
const readVerbs = ['get', 'list', 'watch']

/**
 * The objects that make a virtual cluster on its host: what the chart of vcluster 0.30 makes with the open-source
 * image and its usual values. Of vcluster.yaml it follows image, resources and volume size; everything else in it
 * is vcluster's own and is in the Secret. Throws Problem where vcluster.yaml cannot be read.
 */
export function virtualClusterObjects(options: ControlPlaneOptions): KubeObject[] {
  const { name, namespace } = options
  const version = options.version?.replace(/^v/, '') || pinnedVersion
  const text = options.values?.trim() ? options.values : '{}\n'
  const values = parseValues(text)
  const labels = {
    app: 'vcluster',
    chart: `vcluster-${version}`.replaceAll('+', '_').slice(0, 63),
    release: name,
    heritage: managedBy,
    [managedByLabel]: managedBy,
  }
  const metadata = (own: string, more: Record<string, string> = {}): ObjectMeta => ({
    name: own,
    namespace,
    labels: { ...labels, ...more },
  })
  const account = `vc-${name}`
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(account) },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(`vc-workload-${name}`) },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata(`vc-config-${name}`),
      type: 'Opaque',
      data: { 'config.yaml': Buffer.from(text).toString('base64') },
    },
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: metadata(account), rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: metadata(account),
      subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
      roleRef: { apiGroup: rbac, kind: 'Role', name: account },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(name, { 'vcluster.loft.sh/service': 'true' }),
      spec: { type: 'ClusterIP', ports: [https], selector: selectorOf(name) },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(`${name}-headless`),
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        ports: [https],
        selector: selectorOf(name),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadata(name),
      spec: statefulSetSpec(name, version, text, values),
    },
  ]
}

/** Changes whenever what would be deployed does. */
export function deployHash(objects: readonly KubeObject[]): string {
  return createHash('sha256').update(JSON.stringify(objects)).digest('hex').slice(0, 40)
}

function parseValues(text: string): JsonObject {
  const tooLarge = yamlProblem(text)
  if (tooLarge !== undefined)
    throw new Problem('InvalidValues', `helmRelease.values of the template cannot be read: ${tooLarge}`)
  let values: unknown
  try {
    values = parse(text, { prettyErrors: true })
  } catch (error) {
    const [why = ''] = String(error instanceof Error ? error.message : error).split('\n')
    throw new Problem('InvalidValues', `helmRelease.values of the template is no YAML: ${why}`)
  }
  if (values !== null && !isObject(values))
    throw new Problem(
      'InvalidValues',
      'helmRelease.values of the template is no vcluster.yaml: it must be a map',
    )
  return values ?? {}
}

const https = { name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' }

function selectorOf(name: string): Record<string, string> {
  return { app: 'vcluster', release: name }
}

/** What a syncer does on its host with the chart's usual values. */
const rules = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'secrets',
      'services',
      'pods',
      'pods/attach',
      'pods/portforward',
      'pods/exec',
      'persistentvolumeclaims',
    ],
    verbs: allVerbs,
  },
  { apiGroups: [''], resources: ['pods/status', 'pods/ephemeralcontainers'], verbs: ['patch', 'update'] },
  { apiGroups: ['apps'], resources: ['statefulsets', 'replicasets', 'deployments'], verbs: readVerbs },
  { apiGroups: [''], resources: ['endpoints', 'pods/log'], verbs: readVerbs },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['endpoints'], verbs: ['create', 'delete', 'patch', 'update'] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: allVerbs },
  {
    apiGroups: ['snapshot.storage.k8s.io'],
    resources: ['volumesnapshots'],
    verbs: ['create', 'delete', 'patch', 'update', 'get', 'list'],
  },
]

function statefulSetSpec(name: string, version: string, text: string, values: JsonObject): JsonObject {
  const set = fieldsOf(fieldsOf(values['controlPlane'])['statefulSet'])
  const claim = fieldsOf(fieldsOf(set['persistence'])['volumeClaim'])
  const storageClass = textOf(claim['storageClass'])
  return {
    replicas: 1,
    serviceName: `${name}-headless`,
    podManagementPolicy: 'Parallel',
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    selector: { matchLabels: selectorOf(name) },
    template: {
      metadata: {
        labels: selectorOf(name),
        annotations: { vClusterConfigHash: createHash('sha256').update(text).digest('hex') },
      },
      spec: {
        terminationGracePeriodSeconds: 10,
        serviceAccountName: `vc-${name}`,
        enableServiceLinks: true,
        initContainers: [kubernetesBinaries],
        containers: [syncer(name, version, set)],
        volumes: [
          ...['helm-cache', 'binaries', 'tmp', 'certs'].map((volume) => ({ name: volume, emptyDir: {} })),
          { name: 'vcluster-config', secret: { secretName: `vc-config-${name}` } },
        ],
      },
    },
    volumeClaimTemplates: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          ...(storageClass === '' ? {} : { storageClassName: storageClass }),
          resources: { requests: { storage: textOf(claim['size']) || '5Gi' } },
        },
      },
    ],
  }
}

const kubernetesBinaries = {
  name: 'kubernetes',
  image: `ghcr.io/loft-sh/kubernetes:${kubernetesTag}`,
  command: ['cp'],
  args: ['-r', '/kubernetes/.', '/binaries/'],
  volumeMounts: [{ name: 'binaries', mountPath: '/binaries' }],
  resources: { limits: { cpu: '100m', memory: '256Mi' }, requests: { cpu: '40m', memory: '64Mi' } },
}

function syncer(name: string, version: string, set: JsonObject): JsonObject {
  const field = (variable: string, fieldPath: string) => ({
    name: variable,
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } },
  })
  return {
    name: 'syncer',
    image: imageOf(fieldsOf(set['image']), version),
    securityContext: { allowPrivilegeEscalation: false, runAsUser: 0, runAsGroup: 0 },
    livenessProbe: probe('/healthz', { initialDelaySeconds: 60, periodSeconds: 2, failureThreshold: 60 }),
    readinessProbe: probe('/readyz', { periodSeconds: 2, failureThreshold: 60 }),
    startupProbe: probe('/readyz', { periodSeconds: 6, failureThreshold: 300 }),
    resources: resourcesOf(set['resources']),
    env: [
      { name: 'VCLUSTER_NAME', value: name },
      { name: 'LOFT_LOG_ENCODING', value: 'console' },
      field('POD_NAME', 'metadata.name'),
      field('POD_IP', 'status.podIP'),
      field('NODE_NAME', 'spec.nodeName'),
      field('NODE_IP', 'status.hostIP'),
    ],
    volumeMounts: [
      { name: 'data', mountPath: '/data' },
      { name: 'binaries', mountPath: '/binaries' },
      { name: 'certs', mountPath: '/pki' },
      { name: 'helm-cache', mountPath: '/.cache/helm' },
      { name: 'vcluster-config', mountPath: '/var/lib/vcluster' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  }
}

function imageOf(image: JsonObject, version: string): string {
  const registry = textOf(image['registry']) || 'ghcr.io'
  const repository = textOf(image['repository']) || 'loft-sh/vcluster-oss'
  return `${registry}/${repository}:${textOf(image['tag']) || version}`
}

function probe(path: string, times: Record<string, number>): JsonObject {
  return { httpGet: { path, port: 8443, scheme: 'HTTPS' }, timeoutSeconds: 3, ...times }
}

/** As Helm merges values: what is named replaces the default, null takes it away. */
function resourcesOf(value: unknown): JsonObject {
  const wanted = fieldsOf(value)
  const merged = (part: 'limits' | 'requests', usual: JsonObject) =>
    Object.fromEntries(
      Object.entries({ ...usual, ...fieldsOf(wanted[part]) }).filter(([, amount]) => amount !== null),
    )
  return {
    limits: merged('limits', { 'ephemeral-storage': '10Gi', memory: '4Gi' }),
    requests: merged('requests', { 'ephemeral-storage': '1Gi', cpu: '200m', memory: '256Mi' }),
  }
}
