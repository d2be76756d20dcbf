import type { Kind } from '#api/kind.ts'
import { expect, test } from 'vitest'
import type { Admitted, Context } from '#server/gateway/context.ts'
import { someone } from '#server/identity/someone.ts'
import { reviewSelfAccess } from './reviews.ts'

const stored: Record<string, Map<string, unknown>> = {
  users: new Map([['ada', { kind: 'User', metadata: { name: 'ada' }, spec: {} }]]),
  teams: new Map([
    ['red', { kind: 'Team', metadata: { name: 'red' }, spec: {} }],
    ['blue', { kind: 'Team', metadata: { name: 'blue' }, spec: {} }],
  ]),
}
/** What the cluster has and no watch has brought yet. */
const justMade = {
  kind: 'ProjectSecret',
  metadata: { name: 'new', namespace: 'loft-p-p' },
  spec: { owner: { user: 'ada' } },
}
const directory = {
  all: (plural: string) => stored[plural] ?? new Map(),
  projects: new Map(),
  read: async (kind: Kind, name: string, namespace?: string) =>
    [kind.kind, name, namespace].join() === 'ProjectSecret,new,loft-p-p' ? justMade : undefined,
}

async function review(resourceAttributes: object, admin = false): Promise<unknown> {
  const identity = someone('ada', { teams: ['red'], admin, roles: new Map([['p', 'user' as const]]) })
  // The answer looks at the directory and at who asks, and at nothing else of either.
  const context = { directory } as unknown as Context
  const admitted = { caller: { identity, key: {} } } as unknown as Admitted
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  }
  return ((await reviewSelfAccess(context, admitted, body)) as { status: { allowed: boolean } }).status
    .allowed
}

const group = 'management.loft.sh'

test.each([
  [{ group, resource: 'teams', verb: 'get', name: 'red' }, true],
  [{ group, resource: 'teams', verb: 'get', name: 'blue' }, false],
  [{ group, resource: 'teams', verb: 'get', name: 'none' }, false],
  [{ group, resource: 'teams', verb: 'delete', name: 'red' }, false],
  [{ group, resource: 'teams', verb: 'list' }, true],
  [{ group, resource: 'teams', verb: 'create' }, false],
  [{ group, resource: 'users', verb: 'get', name: 'ada' }, true],
  [{ group, resource: 'projects', verb: 'get', name: 'ada' }, false],
  [{ group, resource: 'teams', verb: 'escalate' }, false],
  [{ group, resource: 'projectsecrets', verb: 'use', name: 'new', namespace: 'loft-p-p' }, true],
  [{ group, resource: 'projectsecrets', verb: 'use', name: 'none', namespace: 'loft-p-p' }, false],
  [{ group, resource: 'projectsecrets', verb: 'use', name: 'new', namespace: 'loft-p-q' }, false],
  [{ group: '', resource: 'pods', verb: 'get' }, false],
  [{ resource: 'secrets', verb: 'list' }, false],
])('%j is %s', async (attributes, allowed) => {
  expect(await review(attributes)).toBe(allowed)
})

test('an administrator may do everything of our group and nothing of others', async () => {
  expect(await review({ group, resource: 'teams', verb: 'deletecollection' }, true)).toBe(true)
  expect(await review({ group: '', resource: 'pods', verb: 'get' }, true)).toBe(false)
})

test.each([{}, { verb: 'get' }, { resource: 'teams' }])('%j is incomplete', async (attributes) => {
  await expect(review(attributes)).rejects.toThrow('needs a verb and a resource')
})
