import { expect, test } from 'vitest'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { StatusError } from '#kube/status.ts'
import { someone } from '#server/identity/someone.ts'
import { checkInstance, type Facts, type Instance } from './instance.ts'

const apiVersion = 'management.loft.sh/v1'

const project = {
  apiVersion,
  kind: 'Project',
  metadata: { name: 'web' },
  spec: { requireTemplate: {} as { disabled?: boolean } },
}

const template = {
  apiVersion,
  kind: spaceTemplate.kind,
  metadata: { name: 'small' },
  spec: {
    versions: [
      { version: '1.0.0', parameters: [{ variable: 'size', label: 'Size', type: 'number', min: 1 }] },
      { version: '2.0.0', parameters: [{ variable: 'size', required: true }] },
    ],
  },
}

const cluster = (spec: { unusable?: boolean } = {}) => ({
  apiVersion,
  kind: 'Cluster',
  metadata: { name: 'east' },
  spec,
})

const facts: Facts = {
  project,
  templates: new Map([['small', template]]),
  clusters: new Map([
    ['east', cluster()],
    ['full', cluster({ unusable: true })],
  ]),
  ownerIsThere: true,
}

const space = (spec: Instance['spec']): Instance => ({
  apiVersion,
  kind: spaceInstance.kind,
  metadata: { name: 'dev', namespace: 'loft-p-web' },
  spec: { owner: { user: 'ada' }, templateRef: { name: 'small', version: '1.x.x' }, ...spec },
})

const ada = someone('ada', { roles: new Map([['web', 'user']]), teams: ['red'] })
const lead = someone('lead', { roles: new Map([['web', 'admin']]) })
const root = someone('root', { admin: true })

/** The code and the causes, or the message of what may not be; nothing where all is well. */
function verdict(
  who: typeof ada,
  after: Instance['spec'],
  before?: Instance['spec'],
  given: Partial<Facts> = {},
) {
  const change = {
    kind: spaceInstance,
    identity: who,
    before: before === undefined ? undefined : space(before),
    after: space(after),
  }
  try {
    checkInstance(change, { ...facts, ...given })
    return undefined
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const { details, message } = error.status
    return [
      error.code,
      ...(details?.causes?.map(({ field, message: why }) => `${field}: ${why}`) ?? [message]),
    ]
  }
}

test('a space from a template that is allowed, for oneself or a team of one’s own, is fine', () => {
  expect(verdict(ada, {})).toBeUndefined()
  expect(verdict(ada, { owner: { team: 'red' } })).toBeUndefined()
  expect(verdict(lead, { owner: { user: 'ada' } })).toBeUndefined()
  expect(verdict(ada, { clusterRef: { cluster: 'east' } })).toBeUndefined()
})

test.each<[string, Instance['spec'], string]>([
  ['somebody else’s', { owner: { user: 'bob' } }, 'cannot set spec.owner'],
  ['another team’s', { owner: { team: 'blue' } }, 'needs to be in team blue'],
  ['inline', { templateRef: {}, template: { objects: '' } }, 'cannot set spec.template'],
  [
    'in a namespace of its choice',
    { clusterRef: { namespace: 'kube-system' } },
    'cannot set spec.clusterRef.namespace',
  ],
])('a member makes nothing that is %s', (_, spec, why) => {
  expect(verdict(ada, spec)).toEqual([403, expect.stringContaining(why)])
})

test('without a template is for admins, and for all where the project says so', () => {
  const inline = { templateRef: {}, template: { objects: '' } }
  expect(verdict(lead, inline)).toBeUndefined()
  const open = { ...project, spec: { requireTemplate: { disabled: true } } }
  expect(verdict(ada, inline, undefined, { project: open })).toBeUndefined()
})

test.each<[Instance['spec'], string]>([
  [
    { templateRef: { name: 'big' } },
    'spec.templateRef.name: Unsupported value: "big": supported values: "small"',
  ],
  [
    { templateRef: { name: 'small', version: '3.x.x' } },
    'spec.templateRef.version: Invalid value: "3.x.x": no version fits 3.x.x: there are 2.0.0, 1.0.0',
  ],
  [{ templateRef: {} }, 'spec.templateRef.name: Required value: the project allows small'],
  [{ parameters: 'size: 0' }, 'spec.parameters.size: Invalid value: Size must be at least 1'],
  [{ templateRef: { name: 'small' } }, 'spec.parameters.size: Invalid value: size is required'],
  [{ template: {} }, 'spec.template: Forbidden: is given in the place of spec.templateRef, not beside it'],
  [
    { clusterRef: { cluster: 'west' } },
    'spec.clusterRef.cluster: Unsupported value: "west": supported values: "east"',
  ],
  [
    { clusterRef: { cluster: 'full' } },
    'spec.clusterRef.cluster: Unsupported value: "full": supported values: "east"',
  ],
  [{ owner: { user: 'root', team: 'red' } }, 'spec.owner.team: Forbidden: the owner is a user or a team'],
])('%j cannot be, whoever asks for it', (spec, cause) => {
  expect(verdict(root, spec)).toEqual([422, cause])
})

test('an owner who is not there is none', () => {
  expect(verdict(root, { owner: { user: 'nobody' } }, undefined, { ownerIsThere: false })).toEqual([
    422,
    'spec.owner.user: Not found: "nobody"',
  ])
  expect(verdict(root, { owner: {} }, {})).toEqual([422, 'spec.owner: Required value: name a user or a team'])
})

test('what stays as it is is not asked about again', () => {
  const old = {
    templateRef: { name: 'gone' },
    owner: { user: 'bob' },
    clusterRef: { cluster: 'west', namespace: 'n' },
  }
  expect(verdict(ada, { ...old, displayName: 'x' }, old, { ownerIsThere: false })).toBeUndefined()
  const inline = { templateRef: {}, template: { objects: 'a' } }
  expect(verdict(ada, { ...inline, displayName: 'x' }, inline)).toBeUndefined()
  expect(verdict(ada, { templateRef: {}, template: { objects: 'b' } }, inline)).toEqual([
    403,
    expect.anything(),
  ])
})

test('what is somewhere stays there', () => {
  const at = { clusterRef: { cluster: 'east', namespace: 'web-s-dev' } }
  expect(verdict(root, { clusterRef: { cluster: 'full', namespace: 'web-s-dev' } }, at)).toEqual([
    422,
    'spec.clusterRef.cluster: Invalid value: "full": field is immutable',
  ])
  expect(verdict(root, {}, at)).toEqual([
    422,
    'spec.clusterRef.cluster: Invalid value: "": field is immutable',
    'spec.clusterRef.namespace: Invalid value: "": field is immutable',
  ])
})

test('where a project allows no templates, that is what is said', () => {
  const none = { templates: new Map() }
  const why = 'the project allows no such templates: an admin of it adds them to spec.allowedTemplates'
  expect(verdict(root, { templateRef: { name: 'small' } }, undefined, none)).toEqual([
    422,
    `spec.templateRef.name: Invalid value: "small": ${why}`,
  ])
  expect(verdict(root, { templateRef: {} }, undefined, none)).toEqual([
    422,
    `spec.templateRef.name: Required value: ${why}`,
  ])
})

test('a name with dots names no namespace', () => {
  const change = { kind: spaceInstance, identity: root, before: undefined }
  const dotted = { ...space({}), metadata: { name: 'a.b', namespace: 'loft-p-web' } }
  expect(() => checkInstance({ ...change, after: dotted }, facts)).toThrow('must not contain dots')
})
