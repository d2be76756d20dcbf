import { teamForm, type TeamValues } from '#web/pages/team/team-form.ts'
import { userForm } from '#web/pages/user/user-form.ts'
import { yamlOf } from '#web/form/yaml.ts'
import { expect, test } from 'vitest'
import { readObject } from './read-object.ts'

const red: TeamValues = {
  metadata: { name: 'red' },
  spec: { displayName: 'Red', description: '', users: ['maya'] },
  rest: {},
}
const text = yamlOf(teamForm.objectOf(red))

const read = (typed: string, name?: string) => readObject(typed, red, teamForm, name)

test('the text of a form says what the form says', () => {
  expect(read(text, 'red')).toEqual({ values: red })
})

test('what has no field is kept and sent', () => {
  const said = read(text.replace('spec:\n', 'spec:\n  groups:\n    - ops\n'))
  expect(said).toMatchObject({ values: { rest: { spec: { groups: ['ops'] } } } })
  const values = 'values' in said ? said.values : red
  expect(teamForm.objectOf(values).spec).toMatchObject({ groups: ['ops'], users: ['maya'] })
})

test.each([
  ['- maya', 'maya', undefined, 'The form cannot show spec.users as it is written.'],
  [
    'displayName: Red',
    'displayName: [Red]',
    undefined,
    'The form cannot show spec.displayName as it is written.',
  ],
  ['name: red', 'name: blue', 'red', 'The name stays red.'],
  ['kind: Team', 'kind: User', undefined, 'A team is a Team of management.loft.sh/v1.'],
])('%s written as %s is told', (from, to, name, problem) => {
  expect(read(text.replace(from, to), name)).toEqual({ problem })
})

test('what is in no text stays', () => {
  const before = {
    metadata: { name: '' },
    spec: { displayName: '', email: '' },
    password: 'secret',
    rest: {},
  }
  const said = readObject(
    yamlOf(userForm.objectOf({ ...before, metadata: { name: 'kim' } })),
    before,
    userForm,
    undefined,
  )
  expect(said).toMatchObject({ values: { metadata: { name: 'kim' }, password: 'secret' } })
})
