import { expect, test } from 'vitest'
import { project } from '#api/kinds/project.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import type { Kind } from '#api/kind.ts'
import type { KubeObject } from '#kube/types.ts'
import { someone } from '#server/identity/someone.ts'
import { checkGiven } from './rights.ts'

const roles = new Map([['web', 'user' as const]])
const ada = someone('ada', { roles })
const eve = someone('eve', { roles })
const lead = someone('lead', { roles: new Map([['web', 'admin' as const]]) })
const root = someone('root', { admin: true })

const object = (kind: Kind, spec: object, metadata: Partial<KubeObject['metadata']> = {}): KubeObject => ({
  apiVersion: 'management.loft.sh/v1',
  kind: kind.kind,
  metadata: {
    name: kind === project ? 'web' : 'dev',
    ...(kind === spaceInstance ? { namespace: 'loft-p-web' } : {}),
    ...metadata,
  },
  spec,
})

const shared = { owner: { user: 'ada' }, access: [{ verbs: ['update', 'patch'], users: ['eve'] }] }

function changing(kind: Kind, who: typeof ada, spec: object, metadata?: Partial<KubeObject['metadata']>) {
  return () => {
    const before = object(kind, shared)
    checkGiven({ kind, identity: who, before, after: object(kind, { ...shared, ...spec }, metadata) })
  }
}

test.each([
  ['spec.owner', { owner: { user: 'eve' } }],
  ['spec.access', { access: [{ verbs: ['*'], users: ['eve'] }] }],
  ['spec.extraAccessRules', { extraAccessRules: [{ users: ['eve'], clusterRole: 'admin' }] }],
])('who may only change it gives nobody rights by %s', (field, spec) => {
  for (const kind of [spaceInstance, spaceTemplate]) {
    expect(changing(kind, eve, spec)).toThrow(`cannot set ${field}: only who has all rights to it`)
    for (const who of [ada, root]) expect(changing(kind, who, spec)).not.toThrow()
  }
  expect(changing(spaceInstance, lead, spec)).not.toThrow()
})

test('all else may be changed by whoever may change it', () => {
  expect(changing(spaceInstance, eve, { description: 'mine' })).not.toThrow()
})

test('nobody has deleted what they may not delete', () => {
  const metadata = { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'nobody' }] }
  const refused = 'cannot set metadata.ownerReferences: it could be deleted by them'
  expect(changing(spaceInstance, eve, {}, metadata)).toThrow(refused)
  expect(changing(project, lead, {}, metadata)).toThrow(refused)
  expect(changing(spaceInstance, ada, {}, metadata)).not.toThrow()
  expect(changing(project, root, {}, metadata)).not.toThrow()
})
