import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
import { core, namespace, pod, pods, withNamespace } from './apps.ts'
import { asTable, forget, get, mergePatch, post, remove } from './steps.ts'

const quotas = `${core}/resourcequotas`
const limitRanges = `${core}/limitranges`
const budgets = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`
const quotaHard = { pods: '2', 'requests.cpu': '500m', 'count/configmaps': '1' }
const asking = (name: string, cpu: string): Json =>
  pod(name, { containers: [{ name: 'a', image: 'b', resources: { requests: { cpu } } }] })
const eviction = (name: string): Json => ({
  apiVersion: 'policy/v1',
  kind: 'Eviction',
  metadata: { name, namespace },
})

export const limitScenarios: Scenario[] = [
  {
    name: 'eviction',
    covers: 'evicting pods, with and without a disruption budget',
    needs: ['builtin', 'eviction', 'patch'],
    setup: withNamespace,
    steps: [
      post('create', pods, pod('ev-a', undefined, { labels: { app: 'ev' } })),
      post('dry-run', `${pods}/ev-a/eviction?dryRun=All`, eviction('ev-a')),
      post('missing', `${pods}/ev-missing/eviction`, eviction('ev-missing')),
      post('other-name', `${pods}/ev-a/eviction`, eviction('ev-b')),
      post('evict', `${pods}/ev-a/eviction`, eviction('ev-a')),
      get('gone', `${pods}/ev-a`),
      post('create-guarded', pods, pod('ev-b', undefined, { labels: { app: 'ev' } })),
      mergePatch('running', `${pods}/ev-b/status`, {
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
      }),
      post('budget', budgets, {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'ev' },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'ev' } } },
      }),
      mergePatch('budget-status', `${budgets}/ev/status`, {
        status: {
          observedGeneration: 1,
          disruptionsAllowed: 0,
          currentHealthy: 1,
          desiredHealthy: 1,
          expectedPods: 1,
        },
      }),
      post('refused', `${pods}/ev-b/eviction`, eviction('ev-b')),
    ],
    cleanup: [
      remove('force ev-b', `${pods}/ev-b`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
        accept: [404],
      }),
      forget(`${budgets}/ev`),
    ],
  },
  {
    name: 'quota',
    covers: 'what exceeds a ResourceQuota, or does not say what it needs',
    needs: ['builtin', 'quota', 'patch'],
    setup: withNamespace,
    steps: [
      post('create', quotas, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'q' },
        spec: { hard: quotaHard },
      }),
      // The quota controller would do this; where there is one, it says the same.
      mergePatch('status', `${quotas}/q/status`, {
        status: { hard: quotaHard, used: { pods: '0', 'requests.cpu': '0', 'count/configmaps': '0' } },
      }),
      post('fits', pods, asking('q-a', '300m'), { until: { status: 201 } }),
      post('exceeds-cpu', pods, asking('q-b', '300m')),
      post('exceeds-dry-run', `${pods}?dryRun=All`, asking('q-b', '300m')),
      post('does-not-say', pods, pod('q-b')),
      post('fits-too', pods, asking('q-c', '100m')),
      post('exceeds-pods-and-cpu', pods, asking('q-d', '1')),
      get('used', `${quotas}/q`, { keep: ['status'] }),
      post('config-map', `${core}/configmaps`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'q-a' },
      }),
      post('exceeds-count', `${core}/configmaps`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'q-b' },
      }),
      get('table', `${quotas}?fieldSelector=metadata.name%3Dq`, { headers: asTable }),
      post('bad-quota', quotas, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'q-x' },
        spec: { hard: { nonsense: '1', pods: '-1' } },
      }),
    ],
    cleanup: [
      forget(`${quotas}/q`),
      forget(`${pods}/q-a`),
      forget(`${pods}/q-c`),
      forget(`${core}/configmaps/q-a`),
    ],
  },
  {
    name: 'limit-range',
    covers: 'defaults, minima, maxima and ratios of a LimitRange',
    needs: ['builtin', 'limit-range'],
    setup: withNamespace,
    steps: [
      post('create', limitRanges, {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'lr' },
        spec: {
          limits: [
            {
              type: 'Container',
              min: { cpu: '50m' },
              max: { cpu: '1' },
              default: { cpu: '200m', memory: '64Mi' },
              defaultRequest: { cpu: '100m' },
              maxLimitRequestRatio: { cpu: '4' },
            },
            { type: 'Pod', max: { memory: '1Gi' } },
          ],
        },
      }),
      post('defaulted', `${pods}?dryRun=All`, pod('lr-a'), {
        until: { at: 'spec.containers.0.resources.limits.cpu', is: '200m' },
      }),
      post('partly-given', `${pods}?dryRun=All`, asking('lr-a', '150m')),
      post('below', `${pods}?dryRun=All`, asking('lr-a', '10m')),
      post(
        'above',
        `${pods}?dryRun=All`,
        pod('lr-a', {
          containers: [{ name: 'a', image: 'b', resources: { limits: { cpu: '2', memory: '2Gi' } } }],
        }),
      ),
      post(
        'ratio',
        `${pods}?dryRun=All`,
        pod('lr-a', {
          containers: [
            { name: 'a', image: 'b', resources: { limits: { cpu: '1' }, requests: { cpu: '100m' } } },
          ],
        }),
      ),
      post('bad-limit-range', limitRanges, {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'lr-x' },
        spec: { limits: [{ type: 'Container', min: { cpu: '2' }, max: { cpu: '1' } }] },
      }),
    ],
    cleanup: [forget(`${limitRanges}/lr`)],
  },
]
