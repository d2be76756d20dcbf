import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
import { core, namespace, pod, pods, serviceAccounts, withNamespace } from './apps.ts'
import { asTable, forget, get, post, remove } from './steps.ts'

const tokenRequest = (spec: Json): Json => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenRequest',
  spec,
})
const whoAmI = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
const reviews = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
const events = `${core}/events`

const event = (name: string, more: { [key: string]: Json } = {}): Json => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name, labels: { suite: 'ev' } },
  involvedObject: {
    kind: 'Pod',
    namespace,
    name: 'web-1',
    uid: '11111111-1111-4111-8111-111111111111',
    apiVersion: 'v1',
  },
  reason: 'Started',
  message: 'Started container main',
  type: 'Normal',
  source: { component: 'kubelet', host: 'n1' },
  firstTimestamp: '2020-01-01T00:00:00Z',
  lastTimestamp: '2020-01-01T00:05:00Z',
  count: 3,
  ...more,
})

export const accountScenarios: Scenario[] = [
  {
    name: 'service-account-tokens',
    covers: 'tokens of service accounts: request, bounds, use',
    needs: ['builtin', 'service-account-token'],
    setup: withNamespace,
    steps: [
      post('create', serviceAccounts, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'sat' },
      }),
      get('table', `${serviceAccounts}?fieldSelector=metadata.name%3Dsat`, { headers: asTable }),
      post('token', `${serviceAccounts}/sat/token`, tokenRequest({})),
      post('who-it-is', reviews, whoAmI, {
        as: 'anonymous',
        headers: { authorization: 'Bearer {{token.status.token}}' },
      }),
      get('has-no-rights', `${core}/secrets`, {
        as: 'anonymous',
        headers: { authorization: 'Bearer {{token.status.token}}' },
      }),
      post(
        'with-expiry-and-audience',
        `${serviceAccounts}/sat/token`,
        tokenRequest({ audiences: ['vault'], expirationSeconds: 3600 }),
      ),
      post('other-audience-is-refused', reviews, whoAmI, {
        as: 'anonymous',
        headers: { authorization: 'Bearer {{with-expiry-and-audience.status.token}}' },
      }),
      post('too-short', `${serviceAccounts}/sat/token`, tokenRequest({ expirationSeconds: 10 })),
      post('too-long', `${serviceAccounts}/sat/token`, tokenRequest({ expirationSeconds: 5000000000 })),
      post(
        'pod',
        pods,
        pod('sat-pod', { serviceAccountName: 'sat', containers: [{ name: 'a', image: 'b' }] }),
      ),
      post(
        'bound-to-pod',
        `${serviceAccounts}/sat/token`,
        tokenRequest({ boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'sat-pod' } }),
      ),
      post('who-the-pod-is', reviews, whoAmI, {
        as: 'anonymous',
        headers: { authorization: 'Bearer {{bound-to-pod.status.token}}' },
      }),
      post(
        'bound-to-missing',
        `${serviceAccounts}/sat/token`,
        tokenRequest({ boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'nope' } }),
      ),
      post('of-missing-account', `${serviceAccounts}/nope/token`, tokenRequest({})),
      post('token-review', '/apis/authentication.k8s.io/v1/tokenreviews', {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenReview',
        spec: { token: '{{token.status.token}}' },
      }),
      remove('delete', `${serviceAccounts}/sat`),
      post('after-deletion', reviews, whoAmI, {
        as: 'anonymous',
        headers: { authorization: 'Bearer {{token.status.token}}' },
        until: { status: 401 },
      }),
    ],
    cleanup: [forget(`${serviceAccounts}/sat`), forget(`${pods}/sat-pod`)],
  },
  {
    name: 'events',
    covers: 'events: both groups, field selectors, what is refused, tables',
    needs: ['builtin'],
    setup: withNamespace,
    steps: [
      post('create', events, event('ev-1')),
      post(
        'create-warning',
        events,
        event('ev-2', {
          type: 'Warning',
          reason: 'BackOff',
          message: 'Back-off restarting',
          involvedObject: { kind: 'Pod', namespace, name: 'web-2' },
        }),
      ),
      post('bad-type', events, event('ev-3', { type: 'Alarming' })),
      post(
        'other-namespace',
        events,
        event('ev-3', { involvedObject: { kind: 'Pod', namespace: 'default', name: 'x' } }),
      ),
      get('by-object', `${events}?fieldSelector=involvedObject.name%3Dweb-1,involvedObject.kind%3DPod`, {
        headers: asTable,
      }),
      get('by-uid', `${events}?fieldSelector=involvedObject.uid%3D11111111-1111-4111-8111-111111111111`, {
        headers: asTable,
      }),
      get('by-type', `${events}?fieldSelector=type%21%3DNormal&labelSelector=suite%3Dev`, {
        headers: asTable,
      }),
      get('by-reason', `${events}?fieldSelector=reason%3DBackOff,reportingComponent%3D`, {
        headers: asTable,
      }),
      get('by-unknown-field', `${events}?fieldSelector=message%3Dx`),
      get('in-new-group', `/apis/events.k8s.io/v1/namespaces/${namespace}/events/ev-1`),
      get(
        'table-in-new-group',
        `/apis/events.k8s.io/v1/namespaces/${namespace}/events?fieldSelector=metadata.name%3Dev-1`,
        { headers: asTable },
      ),
    ],
    cleanup: [forget(`${events}/ev-1`), forget(`${events}/ev-2`), forget(`${events}/ev-3`)],
  },
]
