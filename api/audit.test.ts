import { expect, test } from 'vitest'
import { auditedObject, resultOf } from './audit.ts'

const ours = '/kubernetes/management/apis/management.loft.sh/v1'

test.each([
  [
    `${ours}/namespaces/loft-p-web/spaceinstances/dev?dryRun=All`,
    { at: 'management', project: 'web', plural: 'spaceinstances', name: 'dev', namespace: 'loft-p-web' },
  ],
  [`${ours}/projects/web`, { at: 'management', project: 'web', plural: 'projects', name: 'web' }],
  [`${ours}/n%61mespaces/loft-p-w%65b/spaceinstances`, { project: 'web', plural: 'spaceinstances' }],
  [`${ours}/teams`, { at: 'management', plural: 'teams' }],
  [
    '/kubernetes/cluster/east/api/v1/namespaces/x/pods/a/exec?command=sh',
    { at: 'cluster', place: 'east', plural: 'pods', name: 'a', namespace: 'x', subresource: 'exec' },
  ],
  [
    '/kubernetes/project/web/space/dev/apis/apps/v1/namespaces/n/deployments',
    { at: 'space', project: 'web', place: 'dev', group: 'apps', plural: 'deployments' },
  ],
  [
    '/kubernetes/project/web/virtualcluster/ci/api/v1/namespaces',
    { at: 'virtualCluster', project: 'web', place: 'ci', plural: 'namespaces' },
  ],
  ['/auth/session', { at: 'aerie', path: '/auth/session' }],
  ['/kubernetes/management/%zz', { at: 'management', path: '/kubernetes/management/%zz' }],
])('%s is about %o', (uri, expected) => {
  expect(auditedObject(uri)).toMatchObject(expected)
})

test.each([
  '/kubernetes/management/apis/other.example/v1/projects/web',
  `${ours}/teams/x/../../projects/web`,
  `${ours}/teams?fieldSelector=metadata.name=web`,
  `${ours}/projects`,
  '/kubernetes/cluster/east/api/v1/namespaces/loft-p-web/pods/a',
  '/kubernetes/management/api/v1/namespaces/loft-p-',
  '/api/project/web/space/dev',
])('%s is of no project', (uri) => {
  expect(auditedObject(uri).project).toBeUndefined()
})

test.each([
  [200, 'done'],
  [101, 'done'],
  [409, 'refused'],
  [503, 'refused'],
  [0, 'unknown'],
  [undefined, 'unknown'],
])('an answer of %s is %s', (code, result) => {
  expect(resultOf(code === undefined ? {} : { code })).toBe(result)
})
