import type { Json, Scenario, Step } from '#e2e/oracle/scenario.ts'
import {
  core,
  deployment,
  deployments,
  namespace,
  pod,
  pods,
  services,
  template,
  withNamespace,
} from './apps.ts'
import { post } from './steps.ts'

const container = { name: 'main', image: 'busybox' }
const dry = '?dryRun=All'
const inGroup = (group: string, resource: string): string =>
  `/apis/${group}/namespaces/${namespace}/${resource}${dry}`
const made = (
  name: string,
  path: string,
  apiVersion: string,
  kind: string,
  more: { [key: string]: Json },
): Step => post(name, path, { apiVersion, kind, metadata: { name: 'def' }, ...more })
const selector = { matchLabels: { app: 'def' } }

/** A dry run answers with the defaulted object, and needs no controllers and no cleaning up. */
export const defaultsScenarios: Scenario[] = [
  {
    name: 'defaults-pod',
    covers: 'a Pod with everything that has a default',
    needs: ['builtin'],
    setup: withNamespace,
    steps: [
      post('minimal', pods + dry, pod('def')),
      post(
        'full',
        pods + dry,
        pod('def-full', {
          restartPolicy: 'OnFailure',
          initContainers: [{ name: 'init', image: 'busybox:1.36', command: ['true'] }],
          containers: [
            {
              name: 'main',
              image:
                'registry.example.io/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
              ports: [{ containerPort: 80 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }],
              env: [
                { name: 'A', value: 'b' },
                { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
                { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
              ],
              resources: { limits: { cpu: '1.5', memory: '1024Mi' }, requests: { cpu: 0.1 } },
              livenessProbe: { httpGet: { port: 80 } },
              readinessProbe: { tcpSocket: { port: 'dns' }, periodSeconds: 3 },
              startupProbe: { grpc: { port: 9 } },
              lifecycle: { preStop: { httpGet: { port: 80, path: '/bye' } } },
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
            { name: 'latest', image: 'busybox', securityContext: { runAsUser: 1000 } },
          ],
          volumes: [
            { name: 'data', emptyDir: {} },
            { name: 'config', configMap: { name: 'c' } },
            { name: 'secret', secret: { secretName: 's' } },
            { name: 'host', hostPath: { path: '/tmp' } },
            {
              name: 'api',
              downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }] },
            },
            { name: 'all', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
          ],
          tolerations: [{ key: 'k', operator: 'Exists' }],
          hostNetwork: true,
        }),
      ),
      post(
        'guaranteed',
        pods + dry,
        pod('def-guaranteed', {
          containers: [{ ...container, resources: { limits: { cpu: '1', memory: '1Gi' } } }],
        }),
      ),
    ],
  },
  {
    name: 'defaults-workloads',
    covers: 'the defaults of everything that makes pods',
    needs: ['builtin'],
    setup: withNamespace,
    steps: [
      post('deployment', deployments + dry, deployment('def')),
      post('deployment-recreate', deployments + dry, deployment('def', { strategy: { type: 'Recreate' } })),
      made('replica-set', inGroup('apps/v1', 'replicasets'), 'apps/v1', 'ReplicaSet', {
        spec: { selector, template: template('def') },
      }),
      made('stateful-set', inGroup('apps/v1', 'statefulsets'), 'apps/v1', 'StatefulSet', {
        spec: {
          selector,
          serviceName: 'def',
          template: template('def'),
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          ],
        },
      }),
      made('daemon-set', inGroup('apps/v1', 'daemonsets'), 'apps/v1', 'DaemonSet', {
        spec: { selector, template: template('def') },
      }),
      made('job', inGroup('batch/v1', 'jobs'), 'batch/v1', 'Job', {
        spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } },
      }),
      made('cron-job', inGroup('batch/v1', 'cronjobs'), 'batch/v1', 'CronJob', {
        spec: {
          schedule: '*/5 * * * *',
          jobTemplate: {
            spec: { template: { spec: { containers: [container], restartPolicy: 'OnFailure' } } },
          },
        },
      }),
      made('replication-controller', `${core}/replicationcontrollers${dry}`, 'v1', 'ReplicationController', {
        spec: { template: template('def') },
      }),
    ],
  },
  {
    name: 'defaults-others',
    covers: 'the defaults of services, networking, storage, scaling and the like',
    needs: ['builtin'],
    setup: withNamespace,
    steps: [
      made('service', services + dry, 'v1', 'Service', {
        spec: { selector: { app: 'def' }, ports: [{ port: 80 }] },
      }),
      made('service-headless', services + dry, 'v1', 'Service', {
        spec: { clusterIP: 'None', selector: { app: 'def' } },
      }),
      made('service-node-port', services + dry, 'v1', 'Service', {
        spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30123, targetPort: 'http' }] },
      }),
      made('service-load-balancer', services + dry, 'v1', 'Service', {
        spec: {
          type: 'LoadBalancer',
          allocateLoadBalancerNodePorts: false,
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 81, protocol: 'UDP' },
          ],
        },
      }),
      made('service-external-name', services + dry, 'v1', 'Service', {
        spec: { type: 'ExternalName', externalName: 'example.io' },
      }),
      made('service-account', `${core}/serviceaccounts${dry}`, 'v1', 'ServiceAccount', {}),
      made('ingress', inGroup('networking.k8s.io/v1', 'ingresses'), 'networking.k8s.io/v1', 'Ingress', {
        spec: {
          rules: [
            {
              host: 'a.example.io',
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: { service: { name: 's', port: { number: 80 } } },
                  },
                ],
              },
            },
          ],
        },
      }),
      made(
        'network-policy',
        inGroup('networking.k8s.io/v1', 'networkpolicies'),
        'networking.k8s.io/v1',
        'NetworkPolicy',
        {
          spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }], from: [{ podSelector: {} }] }] },
        },
      ),
      made('persistent-volume-claim', `${core}/persistentvolumeclaims${dry}`, 'v1', 'PersistentVolumeClaim', {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      }),
      made('persistent-volume', `/api/v1/persistentvolumes${dry}`, 'v1', 'PersistentVolume', {
        spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/x' } },
      }),
      made(
        'storage-class',
        `/apis/storage.k8s.io/v1/storageclasses${dry}`,
        'storage.k8s.io/v1',
        'StorageClass',
        { provisioner: 'example.io/disk' },
      ),
      made(
        'horizontal-pod-autoscaler',
        inGroup('autoscaling/v2', 'horizontalpodautoscalers'),
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        {
          spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'd', apiVersion: 'apps/v1' } },
        },
      ),
      made(
        'pod-disruption-budget',
        inGroup('policy/v1', 'poddisruptionbudgets'),
        'policy/v1',
        'PodDisruptionBudget',
        { spec: { minAvailable: 1, selector } },
      ),
      made('resource-quota', `${core}/resourcequotas${dry}`, 'v1', 'ResourceQuota', {
        spec: { hard: { pods: '3', 'requests.cpu': '500m' } },
      }),
      made('limit-range', `${core}/limitranges${dry}`, 'v1', 'LimitRange', {
        spec: { limits: [{ type: 'Container', max: { cpu: '1' }, default: { memory: '64Mi' } }] },
      }),
      made('endpoints', `${core}/endpoints${dry}`, 'v1', 'Endpoints', {
        subsets: [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ port: 80 }] }],
      }),
      made(
        'endpoint-slice',
        inGroup('discovery.k8s.io/v1', 'endpointslices'),
        'discovery.k8s.io/v1',
        'EndpointSlice',
        {
          addressType: 'IPv4',
          endpoints: [{ addresses: ['10.1.2.3'] }],
          ports: [{ port: 80 }],
        },
      ),
      made('lease', inGroup('coordination.k8s.io/v1', 'leases'), 'coordination.k8s.io/v1', 'Lease', {
        spec: { holderIdentity: 'x' },
      }),
      made(
        'priority-class',
        `/apis/scheduling.k8s.io/v1/priorityclasses${dry}`,
        'scheduling.k8s.io/v1',
        'PriorityClass',
        { value: 5 },
      ),
      made('node', `/api/v1/nodes${dry}`, 'v1', 'Node', {}),
    ],
  },
]
