import { expect, test } from 'vitest'
import type { AuditItem } from '#api/audit.ts'
import { deedOf, outcomeOf, pageOf, personOf, placeOf } from './entry-text.ts'

const ours = '/kubernetes/management/apis/management.loft.sh/v1'
const inWeb = `${ours}/namespaces/loft-p-web`
const inEast = '/kubernetes/cluster/east/api/v1/namespaces/x'

test.each([
  ['create', `${ours}/teams`, 'Made a team', 'management', undefined],
  ['delete', `${ours}/teams/red`, 'Deleted team red', 'management', '/teams/red'],
  [
    'patch',
    `${inWeb}/spaceinstances/dev?dryRun=All`,
    'Changed space dev, as a trial',
    'project web',
    '/projects/web/spaces/dev',
  ],
  ['create', `${ours}/ownedaccesskeys`, 'Made an access key', 'management', undefined],
  [
    'create',
    `${inEast}/pods/a/exec?command=sh`,
    'Opened a shell in pod a',
    'cluster east, namespace x',
    '/clusters/east/resources/core/v1/pods/x/a',
  ],
  [
    'get',
    `${inEast}/pods/a/log?follow=true`,
    'Followed the log of pod a',
    'cluster east, namespace x',
    '/clusters/east/resources/core/v1/pods/x/a',
  ],
  ['deletecollection', `${inEast}/pods`, 'Deleted all pods', 'cluster east, namespace x', '/clusters/east'],
  ['patch', `${ours}/users/ada`, 'Changed user ada', 'management', '/users/ada'],
  [
    'update',
    `${ours}/virtualclustertemplates/ci`,
    'Changed virtual cluster template ci',
    'management',
    '/templates/virtualcluster/ci',
  ],
  [
    'patch',
    `/kubernetes/project/web/space/dev/apis/apps/v1/namespaces/n/deployments/d/status`,
    'Changed status of deployment d',
    'space dev of web',
    '/projects/web/spaces/dev/resources/apps/v1/deployments/n/d',
  ],
  ['create', '/auth/session', 'Signed in', 'sign-in', undefined],
])('%s %s is “%s” in %s', (verb, requestURI, deed, place, page) => {
  expect(deedOf({ verb, requestURI })).toBe(deed)
  expect(placeOf({ requestURI })).toBe(place)
  expect(pageOf({ requestURI })).toBe(page)
})

test('a name that hides something is spelled out', () => {
  expect(deedOf({ verb: 'delete', requestURI: `${ours}/teams/a%E2%80%AEb` })).toBe('Deleted team a‹U+202E›b')
})

test('people are called by their names', () => {
  expect(personOf({ user: 'loft:user:ada' })).toBe('ada')
})

test.each([
  [`${inWeb}/spaceinstances/dev`, 'the project'],
  [`${ours}/projects/web`, 'the project'],
  ['/kubernetes/project/web/space/dev/api/v1/pods', 'space dev'],
  ['/kubernetes/project/web/virtualcluster/ci/api/v1/namespaces/x/pods', 'virtual cluster ci, namespace x'],
])('in its own project %s is in %s', (requestURI, place) => {
  expect(placeOf({ requestURI }, 'web')).toBe(place)
})

test.each([
  [201, 'Done (201)'],
  [101, 'Streamed'],
  [403, 'Forbidden (403)'],
  [409, 'Refused (409)'],
  [0, 'Left before the answer'],
  [undefined, 'Not known'],
])('an answer of %s is said to be: %s', (code, words) => {
  const item = { offset: 0 } as AuditItem
  expect(outcomeOf(code === undefined ? item : { ...item, code }).words).toBe(words)
})
