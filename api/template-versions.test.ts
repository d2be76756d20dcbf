import { expect, test } from 'vitest'
import { chooseVersion } from './template-versions.ts'

const versions = ['1.0.0', '1.2.3', '1.10.0', '0.9.9', '2.0.0', '1.2.10'].map((version) => ({
  version,
  template: `template ${version}`,
  parameters: [{ variable: `of${version}` }],
}))
const spec = { template: 'own', parameters: [{ variable: 'own' }], versions }

test.each([
  ['', '2.0.0'],
  ['x.x.x', '2.0.0'],
  ['1.x.x', '1.10.0'],
  ['1.2.x', '1.2.10'],
  ['1.X.0', '1.10.0'],
  ['x.x.9', '0.9.9'],
  ['1.2.3', '1.2.3'],
  ['v1.2.3', '1.2.3'],
])('"%s" is %s', (pattern, version) => {
  expect(chooseVersion(spec, pattern)).toEqual({
    template: `template ${version}`,
    parameters: [{ variable: `of${version}` }],
    version,
  })
})

test('what fits none names those that there are, the newest first', () => {
  expect(chooseVersion(spec, '3.x.x')).toEqual({
    problem: 'no version fits 3.x.x: there are 2.0.0, 1.10.0, 1.2.10, 1.2.3, 1.0.0, 0.9.9',
  })
})

test.each(['1.2', '1', '1.2.3.4', '1.2.y', '1.02.3', 'latest', '1.2.3-rc.1', '^1.2.3', '1..3', '-1.0.0'])(
  '"%s" is no version',
  (pattern) => {
    const problem = `"${pattern}" is no version: write three parts, each a number or x, such as 1.2.x`
    expect(chooseVersion(spec, pattern)).toEqual({ problem })
  },
)

test('without versions it is what the template itself says, whatever the pattern', () => {
  const own = { template: 'own', parameters: [{ variable: 'own' }] }
  expect(chooseVersion({ ...spec, versions: [] }, 'x.x.x')).toEqual(own)
  expect(chooseVersion(own)).toEqual(own)
  expect(chooseVersion({}, '1.2.3')).toEqual({ template: undefined, parameters: [] })
})

test('versions that are not three numbers are passed over', () => {
  const odd = [{ version: 'next' }, { version: '9.9' }, {}]
  expect(chooseVersion({ versions: [...odd, { version: 'v1.0.0', template: 'x' }] })).toEqual({
    template: 'x',
    parameters: [],
    version: 'v1.0.0',
  })
  expect(chooseVersion({ versions: odd })).toEqual({ problem: 'no version fits x.x.x: there is none' })
})
