import type { Scenario } from '#e2e/oracle/scenario.ts'
import { apiVersion, group, withTeams, withWidgets } from './crds.ts'
import { get } from './steps.ts'

const aggregated = (version: string): Record<string, string> => ({
  accept: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
})
const asKubectl = {
  accept:
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json',
}
const ofOurGroup = { until: { contains: '"widgets"' }, only: group }

export const discoveryScenarios: Scenario[] = [
  {
    name: 'discovery',
    covers: 'discovery of a CRD group: plain and aggregated',
    needs: ['crd', 'discovery'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      get('aggregated', '/apis', { headers: aggregated('v2'), ...ofOurGroup }),
      get('aggregated-as-kubectl-asks', '/apis', { headers: asKubectl, ...ofOurGroup }),
      get('aggregated-v2beta1', '/apis', { headers: aggregated('v2beta1') }),
      get('plain-core', '/api'),
      get('plain-groups', '/apis', { only: group }),
      get('group', `/apis/${group}`),
      get('version', `/apis/${group}/v1`),
      get('version-trailing-slash', `/apis/${group}/v1/`),
      get('unknown-group', '/apis/nowhere.example.io'),
      get('unknown-version', `/apis/${group}/v9`),
      get('as-alice', `/apis/${group}`, { as: 'alice' }),
      get('as-anonymous', `/apis/${group}`, { as: 'anonymous' }),
    ],
  },
  {
    name: 'discovery-built-in',
    covers: 'discovery of built-in groups, aggregated and plain, which kubectl drain and older clients read',
    needs: ['discovery', 'builtin'],
    steps: [
      get('core', '/api/v1'),
      get('apps', '/apis/apps/v1'),
      get('aggregated-core', '/api', { headers: asKubectl, only: 'namespaces' }),
      get('root', '/', { only: '/apis/apps' }),
    ],
  },
  {
    name: 'version-and-health',
    covers: '/version, /healthz, /readyz, /livez and the root',
    needs: ['discovery'],
    steps: [
      get('version', '/version', { keep: ['major', 'minor', 'gitVersion'] }),
      get('version-as-anonymous', '/version', { as: 'anonymous', keep: ['gitVersion'] }),
      get('healthz', '/healthz'),
      get('readyz', '/readyz', { as: 'anonymous' }),
      get('livez', '/livez', { as: 'anonymous' }),
      get('healthz-unknown', '/healthz/nonsense'),
      get('root-as-alice', '/', { as: 'alice' }),
    ],
  },
  {
    name: 'openapi',
    covers: 'OpenAPI v3: the index entry of a CRD group and its whole document, which kubectl explain reads',
    needs: ['crd', 'openapi'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      get('index', '/openapi/v3', { until: { contains: `apis/${apiVersion}` }, only: `apis/${apiVersion}` }),
      get('document', `/openapi/v3/apis/${apiVersion}`, {
        until: { contains: 'io.example.management.v1.Widget"' },
      }),
      get('unknown', '/openapi/v3/apis/nowhere.example.io/v1'),
      get('as-alice', '/openapi/v3', { as: 'alice', only: `apis/${apiVersion}` }),
      get('as-anonymous', '/openapi/v3', { as: 'anonymous' }),
    ],
  },
]
