import { afterAll, expect, test } from 'vitest'
import type { RequestInfo } from '#kube/request-info.ts'
import { Store } from '#api-mock/store/store.ts'
import { Authorizer, compactRules } from './authorizer.ts'

const group = 'rbac.authorization.k8s.io'
const store = new Store({ path: ':memory:', encryptionKey: Buffer.alloc(32) })
const ada = { username: 'ada', groups: ['staff'] }
const list = (namespace?: string): RequestInfo => ({
  resource: true,
  verb: 'list',
  group: '',
  version: 'v1',
  plural: 'pods',
  ...(namespace === undefined ? {} : { namespace }),
})

async function put(
  plural: string,
  namespace: string,
  name: string,
  fields: Record<string, unknown>,
): Promise<void> {
  await store.write((tx) => tx.put(`${group}/${plural}`, namespace, name, { metadata: { name }, ...fields }))
}

afterAll(() => store.close())

test('rights follow roles and bindings as they come and go', async () => {
  const authorizer = new Authorizer(store)
  const subjects = [{ kind: 'Group', name: 'staff' }]
  await put('rolebindings', 'dev', 'read', { roleRef: { kind: 'ClusterRole', name: 'read' }, subjects })
  expect(authorizer.decide(ada, list('dev'))).toEqual({
    allowed: false,
    reason: 'RBAC: clusterrole.rbac.authorization.k8s.io "read" not found',
  })
  await put('clusterroles', '', 'read', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
  })
  expect(authorizer.decide(ada, list('dev'))).toEqual({
    allowed: true,
    reason: 'RBAC: allowed by RoleBinding "read/dev" of ClusterRole "read" to Group "staff"',
  })
  expect(authorizer.allows(ada, list('other'))).toBe(false)
  expect(authorizer.allows(ada, list())).toBe(false)
  expect(new Authorizer(store).allows(ada, list('dev'))).toBe(true)
  await store.write((tx) => tx.remove(`${group}/rolebindings`, 'dev', 'read', { metadata: { name: 'read' } }))
  expect(authorizer.allows(ada, list('dev'))).toBe(false)
  expect(authorizer.allows({ username: 'x', groups: ['system:masters'] }, list())).toBe(true)
})

test('rules about one resource are told as one', () => {
  const rule = (verb: string, resource: string) => ({ verbs: [verb], apiGroups: [''], resources: [resource] })
  expect(compactRules([rule('list', 'pods'), rule('get', 'secrets'), rule('get', 'pods')])).toEqual([
    { verbs: ['list', 'get'], apiGroups: [''], resources: ['pods'] },
    rule('get', 'secrets'),
  ])
})
