import { expect, test } from 'vitest'
import { project as kind, type Project } from '#api/kinds/project.ts'
import { someone } from '#server/identity/someone.ts'
import { checkProject } from './project.ts'

const project = (spec: Project['spec']): Project => ({
  apiVersion: 'management.loft.sh/v1',
  kind: kind.kind,
  metadata: { name: 'web' },
  spec,
})

const lead = someone('lead', { roles: new Map([['web', 'admin']]) })
const root = someone('root', { admin: true })
const check = (identity: typeof root, before: Project['spec'] | undefined, after: Project['spec']) => () =>
  checkProject({
    kind,
    identity,
    before: before === undefined ? undefined : project(before),
    after: project(after),
  })

test.each<[string, Project['spec']]>([
  ['spec.owner', { owner: { user: 'lead' } }],
  ['spec.access', { access: [{ verbs: ['*'], users: ['lead'] }] }],
  ['spec.quotas.project', { quotas: { project: { spaceinstances: '9' } } }],
  ['spec.allowedClusters', { allowedClusters: [{ name: '*' }] }],
  ['spec.requireTemplate', { requireTemplate: { disabled: true } }],
  ['spec.namespacePattern', { namespacePattern: { space: 'ingress-nginx' } }],
])('%s is not for an admin of the project to say', (field, after) => {
  expect(check(lead, {}, after)).toThrow(
    expect.objectContaining({
      code: 403,
      message: expect.stringContaining(
        `User "loft:user:lead" cannot set ${field}: it is for platform admins`,
      ),
    }),
  )
  expect(check(lead, after, after)).not.toThrow()
  expect(check(root, {}, after)).not.toThrow()
})

test('all else of it is', () => {
  const members = [{ kind: 'User', name: 'ada', clusterRole: 'loft-management-project-user' }]
  const quotas = { project: { spaceinstances: '5' } }
  expect(
    check(lead, { quotas }, { quotas: { ...quotas, user: { spaceinstances: '2' } }, members }),
  ).not.toThrow()
})

test('a quota that cannot be read and a pattern that cannot be filled in are refused', () => {
  expect(check(root, undefined, { quotas: { user: { spaceinstances: 'many' } } })).toThrow(
    expect.objectContaining({ code: 422, message: expect.stringContaining('spec.quotas.user') }),
  )
  expect(check(root, {}, { namespacePattern: { space: '{{ .Values.loft.name' } })).toThrow(
    expect.objectContaining({ code: 422, message: expect.stringContaining('spec.namespacePattern.space') }),
  )
})
