import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { builtInValues, checkParameters, parameterValues, type AppParameter } from './parameters.ts'
import { render } from './template.ts'

const one = (parameter: Partial<AppParameter>, yaml?: string) => {
  const { values, problems } = parameterValues([{ variable: 'x', ...parameter }], yaml)
  return problems.length === 0 ? values['x'] : problems.map(({ message }) => message)
}

describe('a value', () => {
  test.each<[string, Partial<AppParameter>, string, unknown]>([
    ['a text', {}, 'x: hello', 'hello'],
    ['a text in quotes', {}, 'x: "he said \\"a: b\\""', 'he said "a: b"'],
    ['a number that is a text stays as typed', { type: 'string' }, 'x: 1.30', '1.30'],
    ['so does a truth', { type: 'password' }, 'x: True', 'True'],
    ['lines', { type: 'multiline' }, 'x: |\n  one\n  two', 'one\ntwo\n'],
    ['a number', { type: 'number' }, 'x: 5', 5],
    ['a number in quotes', { type: 'number' }, 'x: "-5"', -5],
    ['no whole number', { type: 'number' }, 'x: 1.5', ['must be a whole number']],
    ['no number', { type: 'number' }, 'x: many', ['must be a whole number']],
    ['a number beyond 2^53', { type: 'number' }, 'x: 99999999999999999999', ['must be a whole number']],
    ['a number of another base', { type: 'number' }, 'x: 0x10', ['must be a whole number']],
    ['the least', { type: 'number', min: 2 }, 'x: 2', 2],
    ['less', { type: 'number', min: 2 }, 'x: 1', ['must be at least 2']],
    ['more', { type: 'number', max: 2 }, 'x: 3', ['must be at most 2']],
    ['more than nothing', { type: 'number', max: 0 }, 'x: 1', ['must be at most 0']],
    ['a truth', { type: 'boolean' }, 'x: false', false],
    ['a truth in quotes', { type: 'boolean' }, 'x: "1"', true],
    ['no truth', { type: 'boolean' }, 'x: yes', ['must be true or false']],
    ['an option', { options: ['s', 'm'] }, 'x: s', 's'],
    ['no option', { options: ['s', 'm'] }, 'x: l', ['must be one of s, m']],
    ['a number of options', { type: 'number', options: ['1', '2'] }, 'x: 2', 2],
    ['what matches', { validation: '^[a-z]+$' }, 'x: abc', 'abc'],
    ['what does not', { validation: '^[a-z]+$' }, 'x: a1', ['must match ^[a-z]+$']],
    ['what must not', { invalidation: 'root' }, 'x: toor', 'toor'],
    ['what must not and does', { invalidation: 'root' }, 'x: xrooty', ['must not match root']],
    ['an option is not matched', { options: ['A'], validation: '^[a-z]+$' }, 'x: A', 'A'],
    ['a list', {}, 'x: [1]', ['must be one value, not a list or a map']],
    ['nothing', {}, '', undefined],
    ['null', { required: true }, 'x:', ['is required']],
    ['an empty text', { required: true }, 'x: ""', ['is required']],
    ['an empty text that may be', { validation: '^a' }, 'x: ""', undefined],
  ])('%s', (_, parameter, yaml, value) => expect(one(parameter, yaml)).toEqual(value))

  test('defaults are texts, and are read as a value is', () => {
    expect(one({ type: 'number', defaultValue: '3' })).toBe(3)
    expect(one({ type: 'boolean', defaultValue: 'true', required: true })).toBe(true)
    expect(one({ defaultValue: 'a' }, 'x: ""')).toBe('a')
    expect(one({ type: 'boolean', defaultValue: 'true' }, 'x: false')).toBe(false)
    expect(one({ type: 'number', defaultValue: '9', max: 5 })).toEqual([
      'has a default that must be at most 5',
    ])
  })

  test('a regular expression that would take hours in a backtracking engine takes none', () => {
    const started = Date.now()
    const parameter = { validation: '^(a+)+$', invalidation: '(x|x)*y' }
    expect(one(parameter, `x: ${'a'.repeat(50_000)}!`)).toEqual(['must match ^(a+)+$'])
    expect(one({ validation: '(?:a{1,500}){1,2}' }, `x: ${'a'.repeat(100_000)}`)).toEqual([
      'is too long to be checked',
    ])
    expect(Date.now() - started).toBeLessThan(5000)
  })
})

describe('the values together', () => {
  const parameters: AppParameter[] = [
    { variable: 'size' },
    { variable: 'vcluster.k8s.version', defaultValue: '1.30' },
    { variable: 'vcluster.k8s.replicas', type: 'number' },
  ]

  test('are nested as their variables are', () => {
    const yaml = 'size: s\nvcluster:\n  k8s:\n    replicas: 2\n'
    expect(parameterValues(parameters, yaml)).toEqual({
      values: { size: 's', vcluster: { k8s: { version: '1.30', replicas: 2 } } },
      problems: [],
    })
  })

  test.each([
    ['colour: red', 'colour'],
    ['loft: {name: other}', 'loft'],
    ['vcluster: {k8s: {nodes: 1}}', 'vcluster.k8s.nodes'],
    ['vcluster.k8s.version: 1', 'vcluster.k8s.version'],
    ['__proto__: {polluted: true}', '__proto__'],
    ['constructor: {prototype: {polluted: true}}', 'constructor'],
    ['<<: {size: s}', '<<'],
  ])('what the template does not ask for is a problem: %s', (yaml, variable) => {
    expect(parameterValues(parameters, yaml).problems).toEqual([
      { variable, message: 'is no parameter of the template' },
    ])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('a parameter may be called like something of JavaScript', () => {
    const { values } = parameterValues(
      [{ variable: '__proto__.x' }, { variable: 'toString' }],
      '__proto__: {x: 1}\n"toString": 2',
    )
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
    expect(render('{{ .Values.__proto__.x }}{{ .Values.toString }}', values)).toBe('12')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test.each([
    ['size: [', /^the values are not YAML: line 1: /],
    ['size: s\nsize: m', /^the values are not YAML: line 2: /],
    ['a: 1\n---\nb: 2', /^the values are not YAML/],
    ['- size', 'the values must be a map, one key a parameter'],
    ['size', 'the values must be a map, one key a parameter'],
    ['['.repeat(30_000), /^the values are not YAML/],
    ['['.repeat(100_000), 'the values are not read: the document has too many values'],
    [`size: ${'x'.repeat(200_000)}`, 'the values are longer than 131072 characters'],
  ])('what cannot be read is one problem: %.20s', (yaml, message) => {
    expect(parameterValues(parameters, yaml).problems).toEqual([
      { variable: '', message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ])
  })

  test('a secret is not repeated in what is said of it', () => {
    const broken = parameterValues([{ variable: 'pw', type: 'password' }], 'pw: "hunter2\n  x: [')
    expect(JSON.stringify(broken.problems)).not.toContain('hunter2')
  })

  test('a map that is needed and is none', () => {
    expect(parameterValues(parameters, 'vcluster: big').problems).toEqual([
      { variable: 'vcluster', message: 'must be a map of parameters' },
    ])
    expect(parameterValues(parameters, 'vcluster:').problems).toEqual([])
  })

  test('an alias is no value', () => {
    const two = [{ variable: 'a' }, { variable: 'b' }]
    expect(parameterValues(two, 'a: &x s\nb: *x').problems).toEqual([
      { variable: 'b', message: 'must be one value, not a list or a map' },
    ])
  })

  test('whatever text is given comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (x) => {
        const { values, problems } = parameterValues([{ variable: 'a.b' }], stringify({ a: { b: x } }))
        expect(problems).toEqual([])
        expect(values).toEqual(x === '' ? {} : { a: { b: x } })
      }),
    )
  })
})

describe('parameters that are not saved', () => {
  test.each<[AppParameter[], string]>([
    [[{}], 'has no name that a template can use: letters, digits and _ between dots'],
    [[{ variable: 'a-b' }], 'has no name that a template can use: letters, digits and _ between dots'],
    [[{ variable: 'loft.name' }], 'may not be below loft, where templates find what Aerie tells them'],
    [[{ variable: 'a' }, { variable: 'a' }], 'is there twice'],
    [[{ variable: 'a.b.c' }, { variable: 'a' }], 'is inside of a, which is a parameter itself'],
    [
      [{ variable: 'a', type: 'int' }],
      'has the type "int", which is none of string, multiline, boolean, number, password',
    ],
    [[{ variable: 'a', min: 2, max: 1 }], 'has a min of 2 above its max of 1'],
    [[{ variable: 'a', validation: '(' }], 'has no valid regular expression: '],
    [[{ variable: 'a', invalidation: '(?<=x)' }], 'has no valid regular expression: '],
    [[{ variable: 'a', type: 'boolean', defaultValue: 'si' }], 'has a default that must be true or false'],
  ])('%j', (parameters, message) => {
    expect(checkParameters(parameters)).toEqual([
      { variable: expect.any(String), message: expect.stringContaining(message) },
    ])
  })

  test('others are', () => {
    expect(
      checkParameters([
        { variable: 'a.b', required: true },
        { variable: 'a.c', defaultValue: '1' },
      ]),
    ).toEqual([])
  })
})

test('what templates are told of an instance', () => {
  expect(
    builtInValues({
      name: 'dev',
      project: 'red',
      cluster: 'eu',
      space: 'red-s-dev',
      owner: { user: 'ada' },
      clusterAnnotations: { zone: 'a' },
    }),
  ).toEqual({
    loft: {
      name: 'dev',
      project: 'red',
      cluster: 'eu',
      space: 'red-s-dev',
      user: { name: 'ada' },
      team: {},
      clusterAnnotations: { zone: 'a' },
    },
  })
})
