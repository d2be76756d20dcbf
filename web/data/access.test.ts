import { team } from '#api/kinds/team.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { expect, test } from 'vitest'
import { missingRight } from './access.ts'

test('a missing right is named with its verb, its scope and who can help', () => {
  expect(missingRight('create', team)).toBe(
    'You may not create teams: a platform admin can give you the right.',
  )
  expect(
    missingRight('delete', team, { name: 'red', why: 'needs the verb "delete", which owners have.' }),
  ).toBe('You may not delete team red: needs the verb "delete", which owners have.')
})

test('what is in a project is named as people call it, with the project', () => {
  const refused = { namespace: 'loft-p-web', why: 'needs the role user in project web' }
  expect(missingRight('create', virtualClusterInstance, refused)).toBe(
    'You may not create virtual clusters in project web: needs the role user in project web.',
  )
  expect(missingRight('use', virtualClusterInstance, { ...refused, name: 'dev' })).toMatch(
    /^You may not use virtual cluster dev in project web:/,
  )
})
