import type { Json, Scenario, Step } from '#e2e/oracle/scenario.ts'
import { group, namespace, teams, withTeams, withWidgets } from './crds.ts'
import { binding, clusterRole, forgetRoles, rbac } from './roles.ts'
import { get, post } from './steps.ts'

const alice = { as: 'alice' } as const

const access = (attributes: Json): Json => ({
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SelfSubjectAccessReview',
  spec: { resourceAttributes: attributes },
})
const selfAccess = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
const subjectAccess = '/apis/authorization.k8s.io/v1/subjectaccessreviews'
const whoAmI = (name: string, more: Partial<Step>): Step =>
  post(
    name,
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    more,
  )

export const identityScenarios: Scenario[] = [
  {
    name: 'impersonation',
    covers: 'Impersonate-* headers: who may, as whom, and what the impersonated then may',
    needs: ['crd', 'rbac', 'impersonation'],
    setup: withTeams,
    steps: [
      whoAmI('user', { headers: { 'impersonate-user': 'carol' } }),
      whoAmI('user-and-group', { headers: { 'impersonate-user': 'carol', 'impersonate-group': 'staff' } }),
      whoAmI('uid-and-extra', {
        headers: {
          'impersonate-user': 'carol',
          'impersonate-uid': 'u-1',
          'impersonate-extra-scopes': 'view',
        },
      }),
      whoAmI('escaped-extra', {
        headers: { 'impersonate-user': 'carol', 'impersonate-extra-example.io%2fproject': 'x' },
      }),
      whoAmI('service-account', { headers: { 'impersonate-user': 'system:serviceaccount:default:robot' } }),
      whoAmI('anonymous', { headers: { 'impersonate-user': 'system:anonymous' } }),
      whoAmI('group-without-user', { headers: { 'impersonate-group': 'staff' } }),
      whoAmI('extra-without-user', { headers: { 'impersonate-extra-scopes': 'view' } }),
      get('impersonated-has-no-rights', teams, { headers: { 'impersonate-user': 'carol' } }),
      get('impersonated-masters', `${teams}?labelSelector=none%3Dsuch`, {
        headers: { 'impersonate-user': 'carol', 'impersonate-group': 'system:masters' },
      }),
      get('alice-as-user', teams, { ...alice, headers: { 'impersonate-user': 'carol' } }),
      get('alice-as-herself', teams, { ...alice, headers: { 'impersonate-user': 'alice' } }),
      get('alice-as-service-account', teams, {
        ...alice,
        headers: { 'impersonate-user': 'system:serviceaccount:default:robot' },
      }),
      get('anonymous-as-user', teams, { as: 'anonymous', headers: { 'impersonate-user': 'carol' } }),
      post(
        'role',
        `${rbac}/clusterroles`,
        clusterRole('im-carol', [
          { apiGroups: [''], resources: ['users'], resourceNames: ['carol'], verbs: ['impersonate'] },
        ]),
      ),
      post('binding', `${rbac}/clusterrolebindings`, binding('im-carol', 'im-carol', 'alice')),
      whoAmI('alice-may-be-carol', {
        ...alice,
        headers: { 'impersonate-user': 'carol' },
        until: { status: 201 },
      }),
      whoAmI('alice-may-not-add-group', {
        ...alice,
        headers: { 'impersonate-user': 'carol', 'impersonate-group': 'staff' },
      }),
      whoAmI('alice-may-not-add-extra', {
        ...alice,
        headers: { 'impersonate-user': 'carol', 'impersonate-extra-scopes': 'view' },
      }),
      whoAmI('alice-may-not-add-uid', {
        ...alice,
        headers: { 'impersonate-user': 'carol', 'impersonate-uid': 'u-1' },
      }),
      whoAmI('alice-may-not-be-dora', { ...alice, headers: { 'impersonate-user': 'dora' } }),
    ],
    cleanup: forgetRoles('im-carol'),
  },
  {
    name: 'reviews',
    covers: 'access and rules reviews of oneself and of others, and whoami',
    needs: ['crd', 'rbac'],
    setup: [...withTeams, ...withWidgets],
    steps: [
      whoAmI('whoami-admin', {}),
      whoAmI('whoami-alice', alice),
      whoAmI('whoami-anonymous', { as: 'anonymous' }),
      post(
        'role',
        `${rbac}/clusterroles`,
        clusterRole('rv-reader', [
          { apiGroups: [group], resources: ['teams'], verbs: ['get', 'list'] },
          { apiGroups: [group], resources: ['teams'], resourceNames: ['special'], verbs: ['delete'] },
          { nonResourceURLs: ['/metrics', '/logs/*'], verbs: ['get'] },
        ]),
      ),
      post('binding', `${rbac}/clusterrolebindings`, binding('rv-reader', 'rv-reader', 'alice')),
      post('allowed', selfAccess, access({ group, resource: 'teams', verb: 'get' }), {
        ...alice,
        until: { at: 'status.allowed', is: 'true' },
      }),
      post('denied', selfAccess, access({ group, resource: 'teams', verb: 'create' }), alice),
      post('named', selfAccess, access({ group, resource: 'teams', name: 'special', verb: 'delete' }), alice),
      post(
        'other-name',
        selfAccess,
        access({ group, resource: 'teams', name: 'plain', verb: 'delete' }),
        alice,
      ),
      post(
        'subresource',
        selfAccess,
        access({ group, resource: 'teams', subresource: 'status', verb: 'get' }),
        alice,
      ),
      post('any-verb', selfAccess, access({ group, resource: 'teams', verb: '*' }), alice),
      post('namespaced', selfAccess, access({ group, resource: 'widgets', namespace, verb: 'get' }), alice),
      post(
        'non-resource',
        selfAccess,
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { nonResourceAttributes: { path: '/logs/today', verb: 'get' } },
        },
        alice,
      ),
      post('admin', selfAccess, access({ group: '*', resource: '*', verb: '*' })),
      post('empty', selfAccess, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {},
      }),
      post('both', selfAccess, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: { verb: 'get', resource: 'pods' },
          nonResourceAttributes: { path: '/', verb: 'get' },
        },
      }),
      post(
        'rules',
        '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: { namespace },
        },
        alice,
      ),
      post(
        'rules-without-namespace',
        '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: {},
        },
        alice,
      ),
      post('of-another', subjectAccess, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: { user: 'alice', resourceAttributes: { group, resource: 'teams', verb: 'list' } },
      }),
      post('of-a-group', subjectAccess, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          groups: ['system:masters'],
          resourceAttributes: { resource: 'pods', verb: 'list', namespace: 'x' },
        },
      }),
      post('of-nobody', subjectAccess, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: { resourceAttributes: { resource: 'pods', verb: 'list' } },
      }),
      post(
        'alice-asks-of-another',
        subjectAccess,
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: { user: 'bob', resourceAttributes: { resource: 'pods', verb: 'list' } },
        },
        alice,
      ),
      post('local', `/apis/authorization.k8s.io/v1/namespaces/${namespace}/localsubjectaccessreviews`, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'LocalSubjectAccessReview',
        metadata: { namespace },
        spec: { user: 'alice', resourceAttributes: { namespace, group, resource: 'teams', verb: 'list' } },
      }),
      post(
        'local-other-namespace',
        `/apis/authorization.k8s.io/v1/namespaces/${namespace}/localsubjectaccessreviews`,
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'LocalSubjectAccessReview',
          metadata: { namespace },
          spec: { user: 'alice', resourceAttributes: { namespace: 'other', resource: 'pods', verb: 'list' } },
        },
      ),
      post('token-review', '/apis/authentication.k8s.io/v1/tokenreviews', {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token: 'issued-by-nobody' },
      }),
      get('reviews-cannot-be-read', selfAccess),
      post('dry-run', `${selfAccess}?dryRun=All`, access({ group, resource: 'teams', verb: 'get' }), alice),
    ],
    cleanup: forgetRoles('rv-reader'),
  },
]
