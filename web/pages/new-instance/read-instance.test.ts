import { virtualClusterSide } from '#web/pages/instance/sides.ts'
import { describe, expect, test } from 'vitest'
import { filled, parameters } from './instance-form.fixture.ts'
import { withoutPasswords, type InstanceValues } from './instance-form.ts'
import { manifestOf, yamlOf } from './instance-yaml.ts'
import { readInstance } from './read-instance.ts'

const side = virtualClusterSide

function textOf(values: InstanceValues): string {
  return yamlOf(manifestOf(side, 'shop', withoutPasswords(values, parameters), parameters))
}

function read(text: string) {
  return readInstance(side, 'shop', text, filled(), ({ name }) => (name === 'ci' ? parameters : []))
}

/** The values that a text stands for; none where the form cannot follow it. */
function valuesIn(text: string): InstanceValues | undefined {
  const result = read(text)
  return 'values' in result ? result.values : undefined
}

describe('a text', () => {
  test('of the form gives the form, passwords too, so that nothing changes by looking', () => {
    const values = valuesIn(textOf(filled()))
    expect(values && textOf(values)).toBe(textOf(filled()))
    expect(values?.spec.parameters['token']).toBe('secret')
  })

  test('changes the fields that it names', () => {
    const text = textOf(filled())
      .replace('name: dev', 'name: other')
      .replace('user: maya', 'team: checkout')
      .replace('branch: main', 'branch: next')
    expect(valuesIn(text)).toMatchObject({
      metadata: { name: 'other' },
      spec: { owner: 'team:checkout', parameters: { branch: 'next', token: 'secret' } },
    })
  })

  test('keeps what the form has no field for, and sends it', () => {
    const text = textOf(filled())
      .replace('metadata:\n', 'metadata:\n  labels:\n    a: b\n')
      .replace('spec:\n', 'spec:\n  access:\n    - verbs: [use]\n      users: [kim]\n')
    const values = valuesIn(text)
    expect(values?.rest).toEqual({
      metadata: { labels: { a: 'b' } },
      spec: { access: [{ verbs: ['use'], users: ['kim'] }] },
    })
    expect(values && manifestOf(side, 'shop', values, parameters)).toMatchObject({
      metadata: { name: 'dev', namespace: 'loft-p-shop', labels: { a: 'b' } },
      spec: { access: [{ verbs: ['use'] }], owner: { user: 'maya' } },
    })
  })

  test.each([
    ['kind: Pod', 'A virtual cluster is a VirtualClusterInstance of management.loft.sh/v1.'],
    ['a: [', 'This cannot be read as YAML'],
    ['', 'This is no object yet.'],
    [
      textOf(filled()).replace('loft-p-shop', 'loft-p-other'),
      'What is made here is in the namespace loft-p-shop.',
    ],
    [textOf(filled()) + '---\n' + textOf(filled()), 'Only one object can be made here.'],
    [textOf(filled()).replace('branch:', 'brunch:'), 'spec.parameters: brunch '],
  ])('that cannot be followed says why: %#', (text, problem) => {
    expect(read(text)).toEqual({ problem: expect.stringContaining(problem) as string })
  })
})
