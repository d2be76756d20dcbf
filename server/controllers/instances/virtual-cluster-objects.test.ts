import { expect, test } from 'vitest'
import { kubernetesVersion } from '#kube/version.ts'
import type { KubeObject } from '#kube/types.ts'
import { deployHash, virtualClusterObjects } from './virtual-cluster-objects.ts'

const options = { name: 'dev', namespace: 'web-v-dev' }

function one(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name)
  if (found === undefined) throw new Error(`no ${kind} ${name}`)
  return found
}

test('it is what the chart makes', () => {
  const objects = virtualClusterObjects(options)
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
    'ServiceAccount web-v-dev/vc-dev',
    'ServiceAccount web-v-dev/vc-workload-dev',
    'Secret web-v-dev/vc-config-dev',
    'Role web-v-dev/vc-dev',
    'RoleBinding web-v-dev/vc-dev',
    'Service web-v-dev/dev',
    'Service web-v-dev/dev-headless',
    'StatefulSet web-v-dev/dev',
  ])
  expect(one(objects, 'Service', 'dev')).toMatchObject({
    metadata: { labels: { app: 'vcluster', release: 'dev', 'vcluster.loft.sh/service': 'true' } },
    spec: { ports: [{ port: 443, targetPort: 8443 }], selector: { app: 'vcluster', release: 'dev' } },
  })
  expect(one(objects, 'StatefulSet', 'dev')).toMatchObject({
    spec: {
      replicas: 1,
      serviceName: 'dev-headless',
      selector: { matchLabels: { app: 'vcluster', release: 'dev' } },
      template: {
        metadata: { labels: { app: 'vcluster', release: 'dev' } },
        spec: {
          serviceAccountName: 'vc-dev',
          terminationGracePeriodSeconds: 10,
          initContainers: [
            { name: 'kubernetes', image: `ghcr.io/loft-sh/kubernetes:${kubernetesVersion.gitVersion}` },
          ],
          containers: [
            {
              name: 'syncer',
              image: 'ghcr.io/loft-sh/vcluster-oss:0.30.0',
              readinessProbe: { httpGet: { path: '/readyz', port: 8443, scheme: 'HTTPS' }, periodSeconds: 2 },
              livenessProbe: { httpGet: { path: '/healthz', port: 8443, scheme: 'HTTPS' } },
              startupProbe: { httpGet: { path: '/readyz' }, failureThreshold: 300 },
              resources: {
                limits: { 'ephemeral-storage': '10Gi', memory: '4Gi' },
                requests: { 'ephemeral-storage': '1Gi', cpu: '200m', memory: '256Mi' },
              },
              env: expect.arrayContaining([{ name: 'VCLUSTER_NAME', value: 'dev' }]) as unknown,
            },
          ],
        },
      },
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '5Gi' } } } },
      ],
    },
  })
})

test('image, resources and volume follow vcluster.yaml, which is kept as it is written', () => {
  const values = `# mine
controlPlane:
  statefulSet:
    image: { registry: registry.example.org, repository: mirror/vcluster-oss }
    resources: { requests: { cpu: "100" }, limits: { memory: null } }
    persistence: { volumeClaim: { size: 1Gi } }
sync: { toHost: { ingresses: { enabled: true } } }
`
  const objects = virtualClusterObjects({ ...options, version: 'v0.30.4', values })
  const secret = one(objects, 'Secret', 'vc-config-dev')
  expect(secret['data']).toEqual({ 'config.yaml': Buffer.from(values).toString('base64') })
  expect(one(objects, 'StatefulSet', 'dev')).toMatchObject({
    metadata: { labels: { chart: 'vcluster-0.30.4' } },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'syncer',
              image: 'registry.example.org/mirror/vcluster-oss:0.30.4',
              resources: {
                requests: { cpu: '100', memory: '256Mi' },
                limits: { 'ephemeral-storage': '10Gi' },
              },
            },
          ],
        },
      },
      volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '1Gi' } } } }],
    },
  })
  expect(JSON.stringify(objects)).not.toContain('null')
})

test('a change of vcluster.yaml is a change of what is deployed', () => {
  const hash = (values?: string) => deployHash(virtualClusterObjects({ ...options, values }))
  expect(hash()).toBe(hash(''))
  expect(hash()).not.toBe(hash('sync: {}'))
})

test('a vcluster.yaml that cannot be read is a problem', () => {
  expect(() => virtualClusterObjects({ ...options, values: 'a: [' })).toThrow('is no YAML')
  expect(() => virtualClusterObjects({ ...options, values: '- a' })).toThrow('must be a map')
})
