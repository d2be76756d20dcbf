import { describe, expect, test } from 'vitest'
import { virtualClusterSide } from '#web/pages/instance/sides.ts'
import {
  allVariables,
  inOrder,
  linesOf,
  manifestWith,
  parameterTree,
  preselected,
  sectionsOf,
  withoutPasswords,
  type Template,
} from './instance-form.ts'
import { filled, parameters } from './instance-form.fixture.ts'

const template = (name: string, spec: Template['spec'] = {}): Template => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'VirtualClusterTemplate',
  metadata: { name },
  spec,
})

describe('the template that is chosen at first', () => {
  test('is the default, or the only one', () => {
    expect(preselected([template('a'), template('b')], 'b')).toBe('b')
    expect(preselected([template('a')], undefined)).toBe('a')
  })
  test('is none where there is a choice, or where the default is not there', () => {
    expect(preselected([template('a'), template('b')], undefined)).toBe('')
    expect(preselected([template('a'), template('b')], 'gone')).toBe('')
  })
})

test('templates are shown in an order of their own, the default first', () => {
  const templates = [template('b'), template('c'), template('a', { displayName: 'Zebra' })]
  expect(inOrder(templates, 'c').map(({ metadata }) => metadata.name)).toEqual(['c', 'b', 'a'])
})

test('the lines of a manifest are known before its YAML is', () => {
  const values = filled()
  const tree = parameterTree(parameters, values.spec.parameters)
  const manifest = manifestWith(virtualClusterSide, 'shop', values, tree)
  // Five of them are the parameters, one their name, one that of the database.
  expect(linesOf(manifest)).toBe(10 + 7)
})

test('passwords are hidden on the screen and not kept', () => {
  expect(withoutPasswords(filled(), parameters).spec.parameters['token']).toBe('••••••••')
  expect(withoutPasswords(filled(), parameters, '').spec.parameters).toEqual({
    branch: 'main',
    database: { seeded: 'true' },
  })
})

test('a password that nobody typed is not shown as one', () => {
  const values = filled()
  values.spec.parameters['token'] = undefined
  expect(withoutPasswords(values, parameters).spec.parameters['token']).toBeUndefined()
})

test('sections stand in the order in which the template names them', () => {
  expect(sectionsOf(parameters).map(({ title }) => title)).toEqual(['', 'Database'])
})

test('variables of all versions are known, inner ones first', () => {
  const versions = [{ version: '1.0.0', parameters: [{ variable: 'a.b' }] }]
  expect(allVariables([template('a', { parameters: [{ variable: 'a' }], versions })])).toEqual(['a.b', 'a'])
})
