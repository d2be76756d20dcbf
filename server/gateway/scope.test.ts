import { expect, test } from 'vitest'
import type { AccessKeyRule, AccessKeyScope } from '#api/kinds/owned-access-key.ts'
import { readRequest } from '#kube/request-info.ts'
import { scopeAdmits, type Asked } from './scope.ts'

function read(line: string) {
  const [method = '', path = ''] = line.split(' ')
  const url = new URL(path, 'http://x')
  return readRequest(method, url.pathname.split('/').slice(1), url.searchParams)
}
const management = (line: string): Asked => ({ target: 'Management', info: read(line) })
const cluster = (name: string, line: string): Asked => ({
  target: 'Cluster',
  cluster: name,
  info: read(line),
})

const space = (project: string, space: string, line: string): Asked => ({
  target: 'ProjectSpace',
  project,
  space,
  info: read(line),
})
const virtual = (project: string, virtualCluster: string, line: string): Asked => ({
  target: 'ProjectVCluster',
  project,
  virtualCluster,
  info: read(line),
})

const group = '/apis/management.loft.sh/v1'
const asked = {
  team: management(`GET ${group}/teams/red`),
  teams: management(`GET ${group}/teams`),
  teamsWatched: management(`GET ${group}/teams?watch=1`),
  teamMade: management(`POST ${group}/teams`),
  keys: management(`GET ${group}/ownedaccesskeys`),
  keyMade: management(`POST ${group}/ownedaccesskeys`),
  keyChanged: management(`PATCH ${group}/ownedaccesskeys/x`),
  keyGone: management(`DELETE ${group}/ownedaccesskeys/x`),
  selves: management(`POST ${group}/selves`),
  document: management('GET /openapi/v3'),
  eastPods: cluster('east', 'GET /api/v1/namespaces/shop/pods'),
  eastPod: cluster('east', 'GET /api/v1/namespaces/shop/pods/web'),
  eastLog: cluster('east', 'GET /api/v1/namespaces/shop/pods/web/log'),
  eastExec: cluster('east', 'GET /api/v1/namespaces/shop/pods/web/exec'),
  eastNodes: cluster('east', 'GET /api/v1/nodes'),
  eastHealth: cluster('east', 'GET /healthz'),
  westPods: cluster('west', 'GET /api/v1/namespaces/shop/pods'),
  webList: management(`GET ${group}/namespaces/loft-p-web/spaceinstances`),
  webDev: management(`GET ${group}/namespaces/loft-p-web/virtualclusterinstances/dev`),
  webDevGone: management(`DELETE ${group}/namespaces/loft-p-web/virtualclusterinstances/dev`),
  webKubeconfig: management(`POST ${group}/namespaces/loft-p-web/virtualclusterinstances/dev/kubeconfig`),
  appPods: space('web', 'app', 'GET /api/v1/namespaces/shop/pods'),
  devPods: virtual('web', 'dev', 'GET /api/v1/namespaces/shop/pods'),
  devNodes: virtual('web', 'dev', 'DELETE /api/v1/nodes/one'),
  shopDev: virtual('shop', 'dev', 'GET /api/v1/nodes'),
  metrics: { target: 'Own', path: '/metrics' },
  kubeconfig: { target: 'Own', path: '/auth/kubeconfig' },
} satisfies Record<string, Asked>

type Name = keyof typeof asked
const names = Object.keys(asked) as Name[]
const admitted = (scope: AccessKeyScope | undefined) =>
  names.filter((name) => scopeAdmits(scope, asked[name]))

const inWeb: Name[] = ['webList', 'webDev', 'webDevGone', 'appPods', 'devPods', 'devNodes']
const cliReads: Name[] = ['team', 'teams', 'teamsWatched', 'selves', 'document', 'webList', 'webDev']
const onEast: Name[] = ['eastPods', 'eastPod', 'eastLog', 'eastExec', 'eastNodes', 'eastHealth']

test('without a scope everything is for the rights of the owner to decide', () => {
  expect(admitted(undefined)).toEqual(names)
})

test.each<[AccessKeyScope, Name[]]>([
  [{}, []],
  [{ clusters: [] }, []],
  [{ clusters: [{ cluster: 'east' }] }, onEast],
  [{ clusters: [{ cluster: 'west' }] }, ['westPods']],
  [{ clusters: [{ cluster: '*' }] }, [...onEast, 'westPods']],
  [{ clusters: [{}] }, []],
  [{ roles: [{ role: 'loft-cli' }] }, cliReads],
  [{ allowLoftCli: true }, cliReads],
  [{ roles: [{ role: 'metrics-reader' }] }, ['metrics']],
  ...['agent', 'vcluster', 'network-peer', 'workspace', 'metrics-writer', 'other'].map(
    (role): [AccessKeyScope, Name[]] => [{ roles: [{ role }] }, []],
  ),
  [{ roles: [{ role: 'loft-cli', projects: ['web'] }] }, ['webList', 'webDev']],
  [{ roles: [{ role: 'loft-cli', projects: ['shop'] }] }, []],
  [{ roles: [{ role: 'loft-cli', virtualClusters: [{ project: '*', virtualCluster: '*' }] }] }, ['webDev']],
  [{ roles: [{ role: 'loft-cli', virtualClusters: [{ project: 'web', virtualCluster: 'x' }] }] }, []],
  [{ roles: [{ role: 'loft-cli', projects: [], virtualClusters: [] }] }, []],
  [{ projects: [{ project: 'web' }] }, inWeb],
  [{ projects: [{ project: '*' }] }, [...inWeb, 'shopDev']],
  [{ projects: [{}] }, []],
  [{ spaces: [{ project: '*', space: '*' }] }, ['appPods']],
  [{ spaces: [{ project: 'web', space: 'app' }] }, ['appPods']],
  [{ spaces: [{ project: 'web', space: 'dev' }, { project: 'shop', space: 'app' }, { project: 'web' }] }, []],
  [{ virtualClusters: [{ project: '*', virtualCluster: '*' }] }, ['devPods', 'devNodes', 'shopDev']],
  [{ virtualClusters: [{ project: 'web', virtualCluster: 'dev' }] }, ['devPods', 'devNodes']],
  [{ virtualClusters: [{ project: 'web', virtualCluster: 'app' }] }, []],
  // The names of clusters and projects are not each other's.
  [{ clusters: [{ cluster: 'web' }] }, []],
  [{ roles: [{ role: 'metrics-reader' }], clusters: [{ cluster: 'west' }] }, ['westPods', 'metrics']],
])('%j admits what it names and nothing else', (scope, expected) => {
  expect(admitted(scope)).toEqual(expected)
})

const readable: Name[] = ['team', 'keys', 'teams', 'document', 'webList', 'webDev']
const givesKeys = ['keyMade', 'keyChanged', 'keyGone', 'webKubeconfig', 'metrics', 'kubeconfig']

test.each<[AccessKeyRule, Name[]]>([
  [{}, names.filter((name) => !givesKeys.includes(name))],
  [{ verbs: ['get', 'list'], requestTargets: ['Management'] }, readable],
  [{ verbs: ['create'], requestTargets: ['Management'] }, ['teamMade', 'selves']],
  [{ verbs: ['*'], resources: [{ group: 'management.loft.sh', resources: ['ownedaccesskeys'] }] }, ['keys']],
  [{ cluster: 'west' }, ['westPods']],
  [{ cluster: 'east', verbs: ['create'] }, ['eastExec']],
  [{ cluster: '*', namespaces: ['shop'] }, ['eastPods', 'eastPod', 'eastLog', 'eastExec', 'westPods']],
  [{ cluster: '*', namespaces: ['other'] }, []],
  [{ requestTargets: ['Cluster'], namespaces: [''] }, ['eastNodes']],
  [
    { resources: [{ group: '', resources: ['pods'] }] },
    ['eastPods', 'eastPod', 'westPods', 'appPods', 'devPods'],
  ],
  [{ resources: [{ resources: ['pods/log'] }] }, ['eastLog']],
  [{ resources: [{ group: '*', resources: ['*/exec'] }] }, ['eastExec']],
  [{ resources: [{ resources: ['pods'], resourceNames: ['web'] }] }, ['eastPod']],
  [{ resources: [{ group: 'management.loft.sh', resources: ['teams'], resourceNames: ['red'] }] }, ['team']],
  [{ nonResourceURLs: ['/openapi/*'] }, ['document']],
  [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }, ['eastHealth']],
  [{ requestTargets: ['ProjectSpace'] }, ['appPods']],
  [{ requestTargets: ['ProjectVCluster'] }, ['devPods', 'devNodes', 'shopDev']],
  [{ requestTargets: ['VCluster'], verbs: ['get', 'list'] }, ['devPods', 'shopDev']],
  [{ requestTargets: ['ProjectSpace'], cluster: 'east' }, []],
  [{ virtualClusters: [{ project: '*', virtualCluster: '*' }] }, ['devPods', 'devNodes', 'shopDev']],
  [{ virtualClusters: [{ project: 'web', virtualCluster: 'dev' }], namespaces: ['shop'] }, ['devPods']],
  [{ virtualClusters: [{ project: 'web', virtualCluster: 'dev' }], requestTargets: ['Management'] }, []],
])('the rule %j admits what it is about', (rule, expected) => {
  expect(admitted({ rules: [rule] }).toSorted()).toEqual(expected.toSorted())
})
