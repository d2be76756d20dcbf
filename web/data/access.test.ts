import { team } from '#api/kinds/team.ts'
import { expect, test } from 'vitest'
import { missingRight } from './access.ts'

test('a missing right is named with its verb, its scope and who can help', () => {
  expect(missingRight('create', team)).toBe(
    'You may not create teams: a platform admin can give you the right.',
  )
  expect(missingRight('delete', team, 'red', 'needs the verb "delete", which owners have.')).toBe(
    'You may not delete team red: needs the verb "delete", which owners have.',
  )
})
