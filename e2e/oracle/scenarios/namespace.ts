import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
import { apiVersion, group, withWidgets } from './crds.ts'
import { apply, asTable, forget, get, mergePatch, post, put, remove, strategicPatch } from './steps.ts'

const namespaces = '/api/v1/namespaces'
const namespace = (name: string, more: { [key: string]: Json } = {}): Json => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, ...more },
})
const secret = (name: string, more: { [key: string]: Json } = {}): Json => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  ...more,
})
const secrets = `${namespaces}/oracle-secrets/secrets`
const configMaps = `${namespaces}/oracle-secrets/configmaps`

export const namespaceScenarios: Scenario[] = [
  {
    name: 'namespaces',
    covers: 'a namespace from its creation to Terminating, and what may be created in it',
    needs: ['core', 'patch', 'namespace-lifecycle'],
    setup: withWidgets,
    steps: [
      post('create', namespaces, namespace('oracle-ns')),
      get('get', `${namespaces}/oracle-ns`),
      get('table', `${namespaces}?fieldSelector=metadata.name%3Doracle-ns`, { headers: asTable }),
      post('create-again', namespaces, namespace('oracle-ns')),
      post('bad-name', namespaces, namespace('Oracle.Ns')),
      post('long-name', namespaces, namespace('n'.repeat(64))),
      post('generate-name', `${namespaces}?dryRun=All`, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { generateName: 'oracle-' },
      }),
      mergePatch('label', `${namespaces}/oracle-ns`, { metadata: { labels: { a: 'b' } } }),
      mergePatch('change-name-label', `${namespaces}/oracle-ns`, {
        metadata: { labels: { 'kubernetes.io/metadata.name': 'other' } },
      }),
      mergePatch('remove-name-label', `${namespaces}/oracle-ns`, {
        metadata: { labels: { 'kubernetes.io/metadata.name': null } },
      }),
      mergePatch('finalizers-are-kept', `${namespaces}/oracle-ns`, { spec: { finalizers: [] } }),
      mergePatch('status-is-kept', `${namespaces}/oracle-ns`, { status: { phase: 'Terminating' } }),
      put('put-without-version', `${namespaces}/oracle-ns`, namespace('oracle-ns', { labels: { c: 'd' } })),
      get('by-phase', `${namespaces}?fieldSelector=status.phase%3DActive,metadata.name%3Doracle-ns`, {
        headers: asTable,
      }),
      post('in-missing-namespace', `${namespaces}/oracle-missing/secrets`, secret('s')),
      get('get-in-missing-namespace', `${namespaces}/oracle-missing/secrets/s`),
      get('list-in-missing-namespace', `${namespaces}/oracle-missing/secrets`),
      post('namespace-mismatch', `${namespaces}/oracle-ns/secrets`, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's', namespace: 'default' },
      }),
      remove('delete-version-mismatch', `${namespaces}/oracle-ns`, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { resourceVersion: '1' } },
      }),
      remove('delete-collection', namespaces),
      remove('delete', `${namespaces}/oracle-ns`),
      get('terminating', `${namespaces}/oracle-ns`),
      get('terminating-table', `${namespaces}?fieldSelector=metadata.name%3Doracle-ns`, { headers: asTable }),
      post('secret-in-terminating', `${namespaces}/oracle-ns/secrets`, secret('s'), {
        until: { status: 403 },
      }),
      post('widget-in-terminating', `/apis/${group}/v1/namespaces/oracle-ns/widgets`, {
        apiVersion,
        kind: 'Widget',
        metadata: { name: 'w' },
        spec: { size: 1 },
      }),
      remove('delete-again', `${namespaces}/oracle-ns`),
      put('finalize', `${namespaces}/oracle-ns/finalize`, namespace('oracle-ns')),
      get('gone', `${namespaces}/oracle-ns`),
      remove('delete-default', `${namespaces}/default`),
      remove('delete-kube-system', `${namespaces}/kube-system?dryRun=All`),
    ],
    cleanup: [forget(`${namespaces}/oracle-ns`)],
  },
  {
    name: 'secrets',
    covers: 'secrets and config maps: stringData, types, immutability, sizes, what is refused, tables',
    needs: ['core', 'patch'],
    setup: [post('the namespace', namespaces, namespace('oracle-secrets'), { accept: [409] })],
    steps: [
      post(
        'string-data',
        secrets,
        secret('s-a', { stringData: { user: 'anna', key: 'ünï' }, data: { user: 'Ym9i' } }),
      ),
      get('get', `${secrets}/s-a`),
      mergePatch('merge-string-data', `${secrets}/s-a`, { stringData: { added: 'x' }, data: { key: null } }),
      strategicPatch('strategic', `${secrets}/s-a`, {
        data: { added: null },
        metadata: { labels: { a: 'b' } },
      }),
      apply('apply', `${secrets}/s-a?fieldManager=m`, secret('s-a', { stringData: { applied: 'y' } })),
      mergePatch('change-type', `${secrets}/s-a`, { type: 'example.io/other' }),
      post('not-base64', secrets, secret('s-b', { data: { a: '***' } })),
      post('bad-key', secrets, secret('s-b', { stringData: { 'a b': 'x' } })),
      post('value-of-wrong-type', secrets, secret('s-b', { stringData: { a: 1 } })),
      post(
        'typed',
        secrets,
        secret('s-tls', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'c', 'tls.key': 'k' } }),
      ),
      post(
        'typed-incomplete',
        secrets,
        secret('s-b', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'c' } }),
      ),
      post(
        'docker-config-broken',
        secrets,
        secret('s-b', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{' } }),
      ),
      post(
        'service-account-token-without-account',
        secrets,
        secret('s-b', { type: 'kubernetes.io/service-account-token' }),
      ),
      post('immutable', secrets, secret('s-fixed', { immutable: true, stringData: { a: '1' } })),
      mergePatch('change-immutable', `${secrets}/s-fixed`, { stringData: { a: '2' } }),
      mergePatch('unset-immutable', `${secrets}/s-fixed`, { immutable: false }),
      mergePatch('label-immutable', `${secrets}/s-fixed`, { metadata: { labels: { a: 'b' } } }),
      get('by-type', `${secrets}?fieldSelector=type%3Dkubernetes.io/tls`, { headers: asTable }),
      get('table', secrets, { headers: asTable }),
      get('list', secrets),
      put(
        'put-without-version',
        `${secrets}/s-tls`,
        secret('s-tls', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'c2', 'tls.key': 'k2' } }),
      ),
      post('strict-unknown-field', `${secrets}?fieldValidation=Strict`, secret('s-b', { colour: 'red' })),
      post(
        'warn-unknown-field',
        `${secrets}?fieldValidation=Warn&dryRun=All`,
        secret('s-b', { colour: 'red' }),
      ),
      post('strict-duplicate-field', `${secrets}?fieldValidation=Strict`, null, {
        text: '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s-b"},"type":"a","type":"b"}',
      }),
      post('wrong-type-of-field', secrets, secret('s-b', { immutable: 'yes' })),
      post('wrong-kind', secrets, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 's-b' } }),
      post('config-map', configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c-a' },
        data: { a: 'b' },
        binaryData: { c: 'ZA==' },
      }),
      post('config-map-same-key', configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c-b' },
        data: { a: 'b' },
        binaryData: { a: 'ZA==' },
      }),
      get('config-map-table', configMaps, { headers: asTable }),
      remove('delete', `${secrets}/s-a`),
      remove('delete-collection', secrets),
    ],
    cleanup: [forget(`${configMaps}/c-a`)],
  },
]
