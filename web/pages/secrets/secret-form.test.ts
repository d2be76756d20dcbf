import { expect, test } from 'vitest'
import type { ProjectSecret } from '#api/kinds/project-secret.ts'
import {
  changeOf,
  dataProblem,
  emptySecret,
  keyProblem,
  newSecretCommand,
  readersOf,
  specOf,
  valuesOf,
  type Entry,
  type SecretValues,
} from './secret-form.ts'

const secret = (spec: ProjectSecret['spec']): ProjectSecret => ({
  apiVersion: '',
  kind: 'ProjectSecret',
  metadata: { name: 'registry' },
  spec,
})

const rows = (data: Record<string, string>): Entry[] =>
  Object.entries(data).map(([key, value], id) => ({ id, key, value }))

const typed = (more: Partial<SecretValues>): SecretValues => ({ ...emptySecret, name: 'registry', ...more })

test('what is typed becomes base64 of UTF-8, and comes back', () => {
  const spec = specOf(typed({ entries: [...rows({ A: 'grün\n', B: '' }), { id: 9, key: '', value: '' }] }))
  expect(spec).toEqual({ data: { A: 'Z3LDvG4K', B: '' } })
  expect(valuesOf(secret(spec)).entries).toEqual(rows({ A: 'grün\n', B: '' }))
})

test('what is no text stays as it is until something is typed over it', () => {
  const base = { data: { key: '//79' } }
  const values = valuesOf(secret(base))
  expect(values.entries).toEqual([{ id: 0, key: 'key', value: '', binary: '//79' }])
  expect(changeOf(base, values, base)).toEqual({ spec: undefined, overlaps: [] })
})

test.each([
  ['', '', undefined],
  ['', 'x', 'A key is needed.'],
  ['a b', 'x', 'Only letters, digits, “-”, “_” and “.”.'],
  ['..', '', 'Does not begin with two dots, and is not one.'],
  ['twice', 'x', 'Another row has this key.'],
  ['tls.crt', '', undefined],
])('a key “%s” with the value “%s”: %s', (key, value, problem) => {
  const entry = { id: 7, key, value }
  expect(keyProblem(entry, [entry, { id: 8, key: 'twice', value: '' }])).toBe(problem)
})

test('nothing is no secret', () => {
  expect(dataProblem([{ id: 0, key: '', value: '' }])).toBe('Give at least one key and its value.')
  expect(dataProblem(rows({ A: '' }))).toBeUndefined()
  expect(dataProblem(rows({ 'a b': '' }))).toBe('One of the keys cannot be one.')
})

test('a change names only what is changed, an emptied value among it', () => {
  const base: ProjectSecret['spec'] = { displayName: 'Old', data: { A: 'YQ==', B: 'Yg==', C: 'Yw==' } }
  const values = { ...valuesOf(secret(base)), displayName: '', entries: rows({ A: '', B: 'b', D: 'd' }) }
  expect(changeOf(base, values, base)).toEqual({
    spec: { displayName: null, data: { A: '', C: null, D: 'ZA==' } },
    overlaps: [],
  })
})

test('a key may be called as anything', () => {
  const base = { data: { A: 'YQ==' } }
  const entries = [
    ...rows({ A: 'a' }),
    ...['constructor', '__proto__'].map((key, at) => ({ id: 5 + at, key, value: 'x' })),
  ]
  expect(JSON.stringify(changeOf(base, { ...valuesOf(secret(base)), entries }, base).spec)).toBe(
    '{"data":{"constructor":"eA==","__proto__":"eA=="}}',
  )
})

test('what another changed meanwhile is kept, or told where both changed it', () => {
  const base = { data: { A: 'YQ==', B: 'Yg==' } }
  const now = { data: { A: 'YQ==', B: 'YjI=', C: 'Yw==' } }
  const mine = { ...valuesOf(secret(base)), entries: rows({ A: 'mine', B: 'b' }) }
  expect(changeOf(base, mine, now)).toEqual({ spec: { data: { A: 'bWluZQ==' } }, overlaps: [] })
  const both = { ...mine, entries: rows({ A: 'a', B: 'mine' }) }
  expect(changeOf(base, both, now)).toEqual({
    spec: { data: { B: 'bWluZQ==' } },
    overlaps: ['the value of B'],
  })
  const same = { ...mine, entries: rows({ A: 'a', B: 'b2' }) }
  expect(changeOf(base, same, now)).toEqual({ spec: undefined, overlaps: [] })
})

test('who may read it is told apart, and an access list of one’s own is left alone', () => {
  const shared = specOf(typed({ readers: 'everybody', entries: rows({ A: 'a' }) }))
  expect(readersOf(shared)).toBe('everybody')
  expect(readersOf({})).toBe('nobody')
  const custom = { access: [{ verbs: ['get'], users: ['bob'] }], data: { A: 'YQ==' } }
  expect(readersOf(custom)).toBe('custom')
  expect(changeOf(custom, valuesOf(secret(custom)), custom).spec).toBeUndefined()
  expect(changeOf(custom, { ...valuesOf(secret(custom)), readers: 'nobody' }, custom).spec).toEqual({
    access: null,
  })
})

test('the command reads the values from files, and nothing else is run', () => {
  const command = newSecretCommand(
    typed({ description: '$(rm) `x` \\', entries: rows({ 'tls.crt': 'hunter2' }) }),
    'loft-p-web',
  )
  expect(command).not.toContain('hunter2')
  expect(command).toContain(`"tls.crt": "$(base64 < ./tls.crt | tr -d '\\n')"`)
  expect(command).toContain(String.raw`"description": "\$(rm) \`x\` \\\\"`)
})
