import type { Self } from '#api/self.ts'
import { expect, test } from 'vitest'
import { who } from './who.ts'

function selfOf(status: Partial<Self['status']>): Self {
  return {
    apiVersion: 'management.loft.sh/v1',
    kind: 'Self',
    metadata: { creationTimestamp: null },
    spec: {},
    status: {
      accessKey: '',
      accessKeyType: 'Login',
      subject: 'loft:user:ada',
      uid: '1',
      groups: [],
      instanceID: '',
      projectNamespacePrefix: 'loft-p-',
      ...status,
    },
  }
}

test('a person is shown by display name, else by user name', () => {
  const teams = [{ name: 'red', displayName: 'Red' }, { name: 'blue' }]
  expect(
    who(selfOf({ user: { name: 'ada', displayName: 'Ada L', teams }, groups: ['loft:admins'] })),
  ).toEqual({
    username: 'ada',
    user: 'ada',
    displayName: 'Ada L',
    teams: ['Red', 'blue'],
    teamNames: ['red', 'blue'],
    isAdmin: true,
  })
  expect(who(selfOf({ user: { username: 'ada', displayName: '', email: '' } }))).toMatchObject({
    displayName: 'ada',
    teams: [],
    isAdmin: false,
  })
})
