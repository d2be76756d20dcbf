import type { Scenario } from '#e2e/oracle/scenario.ts'
import { forgetTeams, group, namespace, team, teams, widgets, withTeams, withWidgets } from './crds.ts'
import { binding, clusterRole, forgetRoles, rbac, rbacVersion } from './roles.ts'
import { apply, asPartial, asPartialList, forget, get, mergePatch, post, put, remove } from './steps.ts'

const alice = { as: 'alice' } as const
const bob = { as: 'bob' } as const
const partial = { ...alice, headers: asPartial }

/** Rights take a moment to be noticed. */
const allowed = { until: { status: 200 } }

export const rbacScenarios: Scenario[] = [
  {
    name: 'forbidden',
    covers: 'what someone without rights is told, for each verb and scope; who nobody knows',
    needs: ['crd', 'rbac'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      get('get', `${teams}/some`, alice),
      get('list', teams, alice),
      get('watch', `${teams}?watch=true`, alice),
      post('create', teams, team('some'), alice),
      put('update', `${teams}/some`, team('some'), alice),
      mergePatch('patch', `${teams}/some`, {}, alice),
      apply('apply', `${teams}/some?fieldManager=m`, team('some'), alice),
      remove('delete', `${teams}/some`, alice),
      remove('delete-collection', teams, alice),
      get('status', `${teams}/some/status`, alice),
      get('list-by-name', `${teams}?fieldSelector=metadata.name%3Dsome`, alice),
      get('namespaced', `${widgets}/some`, alice),
      get('namespaced-list', widgets, alice),
      get('all-namespaces', `/apis/${group}/v1/widgets`, alice),
      get('core', '/api/v1/namespaces/default/secrets', alice),
      get('core-cluster-scoped', '/api/v1/namespaces', alice),
      get('core-one-namespace', `/api/v1/namespaces/${namespace}`, alice),
      get('subresource', '/api/v1/namespaces/default/pods/p/log', alice),
      get('unknown-resource', `/apis/${group}/v1/things`, alice),
      get('unknown-group', '/apis/nowhere.example.io/v1/things', alice),
      get('non-resource', '/metrics', alice),
      get('as-table', teams, {
        ...alice,
        headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
      }),
      get('anonymous', teams, { as: 'anonymous' }),
      get('anonymous-root', '/', { as: 'anonymous' }),
      get('stranger', teams, { as: 'stranger' }),
      get('not-bearer', teams, { as: 'anonymous', headers: { authorization: 'Basic YTpi' } }),
      get('empty-bearer', teams, { as: 'anonymous', headers: { authorization: 'Bearer ' } }),
    ],
  },
  {
    name: 'rbac',
    covers:
      'roles and bindings give rights: by verb, resourceNames, subresource, namespace and non-resource URL',
    needs: ['crd', 'rbac', 'patch'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      post('create-team', teams, team('rb-a', {}, { labels: { suite: 'rb' } })),
      post(
        'create-role',
        `${rbac}/clusterroles`,
        clusterRole('rb-reader', [
          { apiGroups: [group], resources: ['teams'], verbs: ['get', 'list', 'watch'] },
        ]),
      ),
      post('create-binding', `${rbac}/clusterrolebindings`, binding('rb-reader', 'rb-reader', 'alice')),
      get('reads', `${teams}/rb-a`, { ...partial, ...allowed }),
      get('lists', `${teams}?labelSelector=suite%3Drb`, { ...alice, headers: asPartialList }),
      get('reads-no-status', `${teams}/rb-a/status`, alice),
      mergePatch('writes-not', `${teams}/rb-a`, {}, alice),
      get('reads-no-widgets', widgets, alice),
      post(
        'create-named-role',
        `${rbac}/clusterroles`,
        clusterRole('rb-named', [
          {
            apiGroups: [group],
            resources: ['teams'],
            resourceNames: ['rb-a'],
            verbs: ['get', 'patch', 'list', 'watch', 'create'],
          },
          { apiGroups: [group], resources: ['teams/status'], verbs: ['*'] },
        ]),
      ),
      post('create-named-binding', `${rbac}/clusterrolebindings`, binding('rb-named', 'rb-named', 'bob')),
      get('bob-reads-named', `${teams}/rb-a`, { ...bob, ...allowed, headers: asPartial }),
      get('bob-reads-other', `${teams}/rb-b`, bob),
      get('bob-lists', teams, bob),
      get('bob-lists-by-name', `${teams}?fieldSelector=metadata.name%3Drb-a`, {
        ...bob,
        headers: asPartialList,
      }),
      post('bob-creates-named', teams, team('rb-a'), bob),
      mergePatch('bob-patches-status', `${teams}/rb-a/status`, { status: { members: 1 } }, bob),
      apply('bob-applies-missing', `${teams}/rb-b?fieldManager=m`, team('rb-b'), bob),
      post('create-namespaced-role', `${rbac}/namespaces/${namespace}/roles`, {
        apiVersion: rbacVersion,
        kind: 'Role',
        metadata: { name: 'rb-widgets' },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      }),
      post('create-namespaced-binding', `${rbac}/namespaces/${namespace}/rolebindings`, {
        apiVersion: rbacVersion,
        kind: 'RoleBinding',
        metadata: { name: 'rb-widgets' },
        subjects: [{ kind: 'User', name: 'alice' }],
        roleRef: { kind: 'Role', name: 'rb-widgets' },
      }),
      get('alice-lists-widgets', `${widgets}?labelSelector=none%3Dsuch`, {
        ...alice,
        ...allowed,
        headers: asPartialList,
      }),
      get('alice-lists-all-widgets', `/apis/${group}/v1/widgets`, alice),
      get('alice-gets-the-namespace', `/api/v1/namespaces/${namespace}`, { ...partial, ...allowed }),
      remove('remove-binding', `${rbac}/clusterrolebindings/rb-reader`),
      get('reads-no-more', `${teams}/rb-a`, { ...alice, until: { status: 403 } }),
      get('binding-in-list', `${rbac}/clusterrolebindings?fieldSelector=metadata.name%3Drb-named`),
    ],
    cleanup: [
      ...forgetTeams('rb-a'),
      ...forgetRoles('rb-reader', 'rb-named'),
      forget(`${rbac}/namespaces/${namespace}/roles/rb-widgets`),
      forget(`${rbac}/namespaces/${namespace}/rolebindings/rb-widgets`),
    ],
  },
  {
    name: 'rbac-objects',
    covers:
      'roles and bindings that are refused, defaults, immutable roleRef, escalation, aggregated roles, built-in roles',
    needs: ['rbac', 'patch'],
    setup: withWidgets,
    steps: [
      post(
        'role-without-verbs',
        `${rbac}/clusterroles`,
        clusterRole('ro-a', [{ apiGroups: [''], resources: ['pods'], verbs: [] }]),
      ),
      post(
        'role-without-resources',
        `${rbac}/clusterroles`,
        clusterRole('ro-a', [{ apiGroups: [''], verbs: ['get'] }]),
      ),
      post(
        'role-without-groups',
        `${rbac}/clusterroles`,
        clusterRole('ro-a', [{ resources: ['pods'], verbs: ['get'] }]),
      ),
      post(
        'role-mixing',
        `${rbac}/clusterroles`,
        clusterRole('ro-a', [
          { apiGroups: [''], resources: ['pods'], nonResourceURLs: ['/x'], verbs: ['get'] },
        ]),
      ),
      post('role-bad-name', `${rbac}/clusterroles`, clusterRole('ro/a', [])),
      post('role-with-colon', `${rbac}/clusterroles`, clusterRole('ro:colon', [])),
      post('binding-without-role-kind', `${rbac}/clusterrolebindings`, {
        apiVersion: rbacVersion,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'ro-b' },
        roleRef: { name: 'x' },
      }),
      post('binding-without-role-name', `${rbac}/clusterrolebindings`, {
        apiVersion: rbacVersion,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'ro-b' },
        roleRef: { kind: 'ClusterRole' },
      }),
      post('binding-bad-subject', `${rbac}/clusterrolebindings`, {
        apiVersion: rbacVersion,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'ro-b' },
        subjects: [{ kind: 'Robot', name: 'r' }, { kind: 'ServiceAccount', name: 's' }, { kind: 'User' }],
        roleRef: { kind: 'ClusterRole', name: 'view' },
      }),
      post('binding-to-missing-role', `${rbac}/clusterrolebindings`, binding('ro-b', 'ro-missing', 'bob')),
      mergePatch('binding-change-role', `${rbac}/clusterrolebindings/ro-b`, { roleRef: { name: 'view' } }),
      post(
        'grantor',
        `${rbac}/clusterroles`,
        clusterRole('ro-grantor', [
          {
            apiGroups: ['rbac.authorization.k8s.io'],
            resources: ['clusterroles', 'clusterrolebindings'],
            verbs: ['create', 'get', 'update'],
          },
          { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
        ]),
      ),
      post('grantor-binding', `${rbac}/clusterrolebindings`, binding('ro-grantor', 'ro-grantor', 'alice')),
      get('grantor-ready', `${rbac}/clusterroles/ro-grantor`, { ...partial, ...allowed }),
      post(
        'grants-what-she-has',
        `${rbac}/clusterroles`,
        clusterRole('ro-same', [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]),
        alice,
      ),
      post(
        'grants-more',
        `${rbac}/clusterroles`,
        clusterRole('ro-more', [
          { apiGroups: ['', 'apps'], resources: ['secrets', 'deployments'], verbs: ['get', '*'] },
          { nonResourceURLs: ['/metrics'], verbs: ['get'] },
        ]),
        alice,
      ),
      post(
        'binds-admin',
        `${rbac}/clusterrolebindings`,
        binding('ro-admin', 'cluster-admin', 'alice'),
        alice,
      ),
      post('binds-same', `${rbac}/clusterrolebindings`, binding('ro-same', 'ro-same', 'bob'), alice),
      post('aggregating', `${rbac}/clusterroles`, {
        apiVersion: rbacVersion,
        kind: 'ClusterRole',
        metadata: { name: 'ro-aggregate' },
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'example.io/part': 'true' } }] },
      }),
      get('cluster-admin', `${rbac}/clusterroles/cluster-admin`),
      get('discovery-role', `${rbac}/clusterroles/system%3Adiscovery`),
      get(
        'built-in-roles',
        `${rbac}/clusterroles?labelSelector=kubernetes.io%2Fbootstrapping%3Drbac-defaults`,
        { headers: asPartialList, only: 'system:basic-user' },
      ),
    ],
    cleanup: forgetRoles('ro-b', 'ro-grantor', 'ro-same', 'ro-more', 'ro-admin', 'ro-aggregate', 'ro:colon'),
  },
]
