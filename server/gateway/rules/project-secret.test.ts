import { expect, test } from 'vitest'
import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import type { Project } from '#api/kinds/project.ts'
import { StatusError } from '#kube/status.ts'
import { someone } from '#server/identity/someone.ts'
import { checkProjectSecret } from './project-secret.ts'

const ada = someone('ada', { roles: new Map([['web', 'user']]), teams: ['red'] })
const project: Project = { apiVersion: '', kind: 'Project', metadata: { name: 'web' }, spec: {} }

const secret = (spec: ProjectSecret['spec']): ProjectSecret => ({
  apiVersion: '',
  kind: 'ProjectSecret',
  metadata: { name: 'registry', namespace: 'loft-p-web' },
  spec,
})

function refusal(spec: ProjectSecret['spec'], before?: ProjectSecret['spec'], ownerIsThere = true): string {
  try {
    checkProjectSecret(
      {
        kind: projectSecret,
        identity: ada,
        before: before === undefined ? undefined : secret(before),
        after: secret(spec),
      },
      { project, ownerIsThere },
    )
  } catch (error) {
    if (error instanceof StatusError) return `${error.code} ${error.message}`
    throw error
  }
  return ''
}

const mine = { owner: { user: 'ada' } }

test.each<[string, ProjectSecret['spec']]>([
  ['nothing', {}],
  ['a value', { data: { 'tls.crt': 'YQ==', PASSWORD: 'YWI=', _a: 'YWJj', '-': '' } }],
  ['a value in lines', { data: { a: 'YWJj\nYWJj\n' } }],
])('one of %s may be made', (_, spec) => {
  expect(refusal({ ...mine, ...spec })).toBe('')
})

test.each([
  ['a/b', 'YQ==', /each key must consist/],
  ['', 'YQ==', /each key must consist/],
  ['..', 'YQ==', /each key must consist/],
  ['..a', 'YQ==', /each key must consist/],
  ['a'.repeat(254), 'YQ==', /each key must consist/],
  ['a', 'hunter2!', /spec\.data\[a\].*must be base64/],
  ['a', 'hunter2', /spec\.data\[a\].*must be base64/],
  ['a', 'A'.repeat(1_500_000), /Too long: may not be more than 1048576 bytes/],
])('data that clients cannot use is refused, without the value', (key, value, message) => {
  const words = refusal({ ...mine, data: { [key]: value } })
  expect(words).toMatch(/^422 /)
  expect(words).toMatch(message)
  expect(words).not.toMatch(/hunter2|YQ==/)
})

test('one owns what one makes, or the team does, and nobody gives it to others', () => {
  expect(refusal({ owner: { team: 'red' } })).toBe('')
  expect(refusal({ owner: { user: 'bob' } })).toMatch(/^403 .*cannot set spec\.owner: needs the role admin/)
  expect(refusal({ owner: { team: 'blue' } })).toMatch(/^403 .*in team blue/)
  expect(refusal({ owner: { user: 'bob' } }, { owner: { user: 'bob' } })).toBe('')
  expect(refusal({ owner: { user: 'bob' } }, mine)).toMatch(/^403 /)
  expect(refusal(mine, undefined, false)).toMatch(/^422 .*Not found: "ada"/)
})
