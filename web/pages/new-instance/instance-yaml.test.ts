import { describe, expect, test } from 'vitest'
import { virtualClusterSide } from '#web/pages/instance/sides.ts'
import { filled, parameters } from './instance-form.fixture.ts'
import { emptyInstance } from './instance-form.ts'
import { manifestOf, parameterProblem, problemsOf, yamlOf } from './instance-yaml.ts'

describe('the manifest', () => {
  test('has what the form shows, defaults too, and leaves out what is empty', () => {
    const { spec } = manifestOf(virtualClusterSide, 'shop', filled(), parameters)
    expect(spec).toEqual({
      owner: { user: 'maya' },
      templateRef: { name: 'ci' },
      parameters: 'size: 2\ndatabase:\n  kind: none\n  seeded: true\nbranch: main\ntoken: secret\n',
    })
  })
  test('is YAML that names the project by its namespace', () => {
    const values = filled()
    values.spec.owner = 'team:checkout'
    values.spec.clusterRef.cluster = 'eu-west'
    values.spec.templateRef.version = '1.2.3'
    const text = yamlOf(manifestOf(virtualClusterSide, 'shop', values, []))
    expect(text).toBe(`apiVersion: management.loft.sh/v1
kind: VirtualClusterInstance
metadata:
  name: dev
  namespace: loft-p-shop
spec:
  owner:
    team: checkout
  templateRef:
    name: ci
    version: 1.2.3
  clusterRef:
    cluster: eu-west
`)
  })
  test('keeps texts that look like something else', () => {
    const values = filled()
    values.spec.parameters = { version: '1.30', on: 'true', size: '007' }
    const asked = [{ variable: 'version' }, { variable: 'on' }, { variable: 'size', type: 'number' }]
    const { spec } = manifestOf(virtualClusterSide, 'shop', values, asked)
    expect(spec.parameters).toBe('version: "1.30"\n"on": "true"\nsize: "007"\n')
  })
})

describe('problems', () => {
  test('there are none in what can be sent', () => {
    expect(problemsOf(filled(), parameters, 52)).toEqual([])
  })
  test('are named by their fields', () => {
    const values = emptyInstance('user:maya', '')
    values.spec.parameters = { size: '9' }
    expect(problemsOf(values, parameters, 52)).toEqual([
      'A name is needed.',
      'Choose a template.',
      'Size must be at most 4.',
      'Branch is required.',
    ])
  })
  test('of a parameter are those that the server finds', () => {
    expect(parameterProblem({ variable: 'a.b', label: 'B', validation: '^x' }, 'y')).toBe('B must match ^x.')
    expect(parameterProblem({ variable: 'a.b', label: 'B', validation: '^x' }, '')).toBeUndefined()
  })
})
