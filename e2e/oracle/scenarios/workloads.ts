import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
import { deployment, deployments, namespace, pod, pods, services, template, withNamespace } from './apps.ts'
import { apply, asTable, forget, get, mergePatch, post, put, remove, strategicPatch } from './steps.ts'

const service = (name: string, spec: Json): Json => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
})
const by = (manager: string): string => `?fieldManager=${manager}`

export const workloadScenarios: Scenario[] = [
  {
    name: 'pods',
    covers:
      'pods: validation, what may change, status, binding, field selectors, deletion with and without a node',
    needs: ['builtin', 'patch'],
    setup: withNamespace,
    steps: [
      post('create', pods, pod('p-a', undefined, { labels: { suite: 'p' } })),
      post('no-containers', pods, pod('p-x', {})),
      post(
        'several-errors',
        pods,
        pod('p-x', {
          restartPolicy: 'Sometimes',
          containers: [
            {
              name: 'Main',
              image: '',
              ports: [{ containerPort: 99999 }],
              resources: { limits: { cpu: '1' }, requests: { cpu: '2' } },
            },
            {
              name: 'twice',
              image: 'a',
              env: [{ name: '1=' }],
              volumeMounts: [{ name: 'nope', mountPath: '/x' }],
            },
            { name: 'twice', image: 'b', imagePullPolicy: 'Maybe' },
          ],
        }),
      ),
      post(
        'bad-quantity',
        pods,
        pod('p-x', { containers: [{ name: 'a', image: 'b', resources: { limits: { cpu: 'lots' } } }] }),
      ),
      post('wrong-type', pods, pod('p-x', { containers: 'none' })),
      post(
        'strict-unknown',
        `${pods}?fieldValidation=Strict`,
        pod('p-x', { containers: [{ name: 'a', image: 'b', colour: 'red' }] }),
      ),
      post(
        'unknown-service-account',
        pods,
        pod('p-x', { serviceAccountName: 'nobody', containers: [{ name: 'a', image: 'b' }] }),
      ),
      post(
        'unknown-priority-class',
        pods,
        pod('p-x', { priorityClassName: 'nothing', containers: [{ name: 'a', image: 'b' }] }),
      ),
      strategicPatch('change-image', `${pods}/p-a`, {
        spec: { containers: [{ name: 'main', image: 'nginx:2' }] },
      }),
      strategicPatch('change-command', `${pods}/p-a`, {
        spec: { containers: [{ name: 'main', command: ['x'] }] },
      }),
      strategicPatch('add-container', `${pods}/p-a`, {
        spec: { containers: [{ name: 'side', image: 'b' }] },
      }),
      mergePatch('change-node', `${pods}/p-a`, { spec: { nodeName: 'n' } }),
      post('bind', `${pods}/p-a/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: 'p-a' },
        target: { kind: 'Node', name: 'oracle-node' },
      }),
      post('bind-again', `${pods}/p-a/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: 'p-a' },
        target: { kind: 'Node', name: 'oracle-node' },
      }),
      strategicPatch('status', `${pods}/p-a/status`, {
        status: {
          phase: 'Running',
          podIP: '10.1.2.3',
          podIPs: [{ ip: '10.1.2.3' }],
          conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [
            {
              name: 'main',
              ready: true,
              restartCount: 2,
              image: 'nginx:2',
              imageID: 'i',
              state: { running: { startedAt: '2020-01-01T00:00:00Z' } },
            },
          ],
        },
      }),
      get('table', `${pods}?labelSelector=suite%3Dp`, { headers: asTable }),
      get('by-node', `${pods}?fieldSelector=spec.nodeName%3Doracle-node,status.phase%3DRunning`, {
        headers: asTable,
      }),
      get('by-phase-not', `${pods}?fieldSelector=status.phase%21%3DRunning&labelSelector=suite%3Dp`, {
        headers: asTable,
      }),
      get('by-unknown-field', `${pods}?fieldSelector=spec.containers%3Dx`),
      get('log-without-kubelet', `${pods}/p-a/log?container=nope`),
      remove('delete-bound', `${pods}/p-a`),
      get('terminating-table', `${pods}?labelSelector=suite%3Dp`, { headers: asTable }),
      remove('delete-now', `${pods}/p-a`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
      }),
      get('gone', `${pods}/p-a`),
      post('create-unbound', pods, pod('p-b', undefined, { labels: { suite: 'p' } })),
      remove('delete-unbound', `${pods}/p-b`),
      get('unbound-gone', `${pods}/p-b`),
    ],
    cleanup: [
      remove('force p-a', `${pods}/p-a`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
        accept: [404],
      }),
      forget(`${pods}/p-b`),
    ],
  },
  {
    name: 'deployments',
    covers: 'deployments: what is refused, generation, apply with conflicts, the scale subresource, tables',
    needs: ['builtin', 'patch', 'apply'],
    setup: withNamespace,
    steps: [
      post('create', deployments, deployment('dep')),
      post('selector-mismatch', deployments, deployment('dep-x', { template: template('other') })),
      post('no-selector', deployments, {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'dep-x' },
        spec: { template: template('dep-x') },
      }),
      post('negative-replicas', deployments, deployment('dep-x', { replicas: -1 })),
      post(
        'wrong-restart-policy',
        deployments,
        deployment('dep-x', { template: template('dep-x', { restartPolicy: 'Never' }) }),
      ),
      mergePatch('change-selector', `${deployments}/dep`, {
        spec: { selector: { matchLabels: { app: 'other' } } },
      }),
      mergePatch('scale-by-patch', `${deployments}/dep`, { spec: { replicas: 3 } }),
      mergePatch('annotate', `${deployments}/dep`, { metadata: { annotations: { a: 'b' } } }),
      get('get-scale', `${deployments}/dep/scale`),
      put('put-scale', `${deployments}/dep/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'dep', namespace, resourceVersion: '{{get-scale.metadata.resourceVersion}}' },
        spec: { replicas: 4 },
      }),
      mergePatch('patch-scale', `${deployments}/dep/scale`, { spec: { replicas: 5 } }),
      mergePatch('patch-scale-negative', `${deployments}/dep/scale`, { spec: { replicas: -5 } }),
      put('put-scale-stale', `${deployments}/dep/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'dep', namespace, resourceVersion: '{{get-scale.metadata.resourceVersion}}' },
        spec: { replicas: 6 },
      }),
      get('scaled', `${deployments}/dep`),
      apply(
        'apply-conflict',
        `${deployments}/dep${by('applier')}`,
        deployment('dep', {
          template: template('dep', { containers: [{ name: 'main', image: 'nginx:9' }] }),
        }),
      ),
      apply(
        'apply-forced',
        `${deployments}/dep${by('applier')}&force=true`,
        deployment('dep', {
          template: template('dep', {
            containers: [
              {
                name: 'main',
                image: 'nginx:9',
                env: [{ name: 'A', value: '1' }],
                ports: [{ containerPort: 80 }],
              },
            ],
          }),
        }),
      ),
      apply(
        'apply-drops-env',
        `${deployments}/dep${by('applier')}`,
        deployment('dep', {
          template: template('dep', {
            containers: [{ name: 'main', image: 'nginx:9', ports: [{ containerPort: 80 }] }],
          }),
        }),
      ),
      apply('apply-new', `${deployments}/dep-applied${by('applier')}`, deployment('dep-applied')),
      apply(
        'apply-duplicate-container',
        `${deployments}/dep-applied${by('applier')}`,
        deployment('dep-applied', {
          template: template('dep-applied', {
            containers: [
              { name: 'a', image: 'x' },
              { name: 'a', image: 'y' },
            ],
          }),
        }),
      ),
      apply(
        'apply-unknown-field',
        `${deployments}/dep-applied${by('applier')}`,
        deployment('dep-applied', { colour: 'red' }),
      ),
      apply(
        'apply-wrong-type',
        `${deployments}/dep-applied${by('applier')}`,
        deployment('dep-applied', { replicas: 'many' }),
      ),
      mergePatch('status', `${deployments}/dep/status`, {
        status: {
          replicas: 5,
          readyReplicas: 3,
          updatedReplicas: 4,
          availableReplicas: 2,
          observedGeneration: 1,
        },
      }),
      get('table', `${deployments}?fieldSelector=metadata.name%3Ddep`, { headers: asTable }),
      get('by-unknown-field', `${deployments}?fieldSelector=spec.replicas%3D2`),
      remove('delete', `${deployments}/dep`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
      }),
      remove('delete-foreground', `${deployments}/dep-applied?propagationPolicy=Foreground`),
      mergePatch('release', `${deployments}/dep-applied`, { metadata: { finalizers: null } }),
    ],
    cleanup: [forget(`${deployments}/dep`), forget(`${deployments}/dep-applied`)],
  },
  {
    name: 'services',
    covers: 'services: addresses and ports, what may change, what is refused, tables',
    needs: ['builtin', 'patch'],
    setup: withNamespace,
    steps: [
      post(
        'create',
        services,
        service('svc', { selector: { app: 'a' }, ports: [{ port: 80, targetPort: 8080 }] }),
      ),
      get('table', `${services}?fieldSelector=metadata.name%3Dsvc`, { headers: asTable }),
      strategicPatch('add-port', `${services}/svc`, {
        spec: {
          ports: [
            { name: 'old', port: 80 },
            { name: 'new', port: 81 },
          ],
        },
      }),
      mergePatch('change-cluster-ip', `${services}/svc`, { spec: { clusterIP: '10.96.99.99' } }),
      mergePatch('to-node-port', `${services}/svc`, { spec: { type: 'NodePort' } }),
      mergePatch('to-external-name', `${services}/svc`, {
        spec: { type: 'ExternalName', externalName: 'example.io', clusterIP: null, clusterIPs: null },
      }),
      post('no-ports', services, service('svc-x', { selector: { app: 'a' } })),
      post('name-that-begins-with-a-digit', services, service('1svc', { ports: [{ port: 80 }] })),
      post('bad-port', services, service('svc-x', { ports: [{ port: 0 }, { port: 80, name: 'A' }] })),
      post('ip-out-of-range', services, service('svc-x', { clusterIP: '192.0.2.1', ports: [{ port: 80 }] })),
      post('bad-type', services, service('svc-x', { type: 'Magic', ports: [{ port: 80 }] })),
      remove('delete', `${services}/svc`),
    ],
    cleanup: [forget(`${services}/svc`), forget(`${services}/1svc`)],
  },
  {
    name: 'nodes',
    covers: 'nodes: creation, status by strategic patch, taints, tables',
    needs: ['builtin', 'patch'],
    steps: [
      post('create', '/api/v1/nodes', {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'oracle-node-a', labels: { 'node-role.kubernetes.io/worker': '' } },
      }),
      strategicPatch('status', '/api/v1/nodes/oracle-node-a/status', {
        status: {
          capacity: { cpu: '4', memory: '8Gi', pods: '110' },
          conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ready' }],
          addresses: [{ type: 'InternalIP', address: '192.0.2.7' }],
          nodeInfo: {
            kubeletVersion: 'v1.36.3',
            osImage: 'Debian',
            kernelVersion: '6.1',
            containerRuntimeVersion: 'containerd://2.0',
          },
        },
      }),
      strategicPatch('condition-merges-by-type', '/api/v1/nodes/oracle-node-a/status', {
        status: {
          conditions: [
            { type: 'DiskPressure', status: 'False' },
            { type: 'Ready', status: 'False' },
          ],
        },
      }),
      strategicPatch('cordon', '/api/v1/nodes/oracle-node-a', { spec: { unschedulable: true } }),
      strategicPatch('taint', '/api/v1/nodes/oracle-node-a', {
        spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] },
      }),
      get('table', '/api/v1/nodes?fieldSelector=metadata.name%3Doracle-node-a', { headers: asTable }),
      remove('delete', '/api/v1/nodes/oracle-node-a'),
    ],
    cleanup: [forget('/api/v1/nodes/oracle-node-a')],
  },
]
