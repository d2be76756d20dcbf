import { describe, expect, test } from 'vitest'
import { readManifest } from './manifest.ts'
import { isNear, problemsOf } from './problems.ts'
import { someSchemas } from './schema.fixture.ts'

/** What is wrong, each with the text that it is about. */
function wrong(text: string): [text: string, message: string][] {
  return problemsOf(readManifest(text), someSchemas).map(({ from, to, message }) => [
    text.slice(from, to),
    message,
  ])
}

const pod = 'apiVersion: v1\nkind: Pod\n'
const widget = 'apiVersion: acme.io/v1\nkind: Widget\nspec:\n'

describe('problems', () => {
  test('are none in what is right', () => {
    expect(wrong(`${pod}metadata:\n  labels:\n    a.b/c: d\nspec:\n  containers:\n  - name: a\n`)).toEqual([])
  })

  test('name a field that does not exist, and the one that was meant', () => {
    expect(wrong(`${pod}spec:\n  containers:\n  - name: a\n    imgae: b\n`)).toEqual([
      ['imgae', 'There is no field “imgae” here. Did you mean “image”?'],
    ])
  })

  test('name what is missing', () => {
    expect(wrong(`${pod}spec: {}\n`)).toEqual([['spec', '“containers” must be given here.']])
    expect(wrong(`${pod}spec:\n  containers:\n  - image: a\n`)).toEqual([
      ['image', '“name” must be given here.'],
    ])
  })

  test('name a value of another type', () => {
    expect(wrong(`${pod}spec:\n  containers: a\n`)).toEqual([['a', 'Wanted here: list of object.']])
    expect(wrong(`${pod}metadata:\n  labels:\n    a: true\n`)).toEqual([
      ['true', 'Wanted here: text. Put it in quotes.'],
    ])
    expect(wrong(`${pod}spec:\n  containers: []\n  restartPolicy: Maybe\n`)).toEqual([
      ['Maybe', 'It must be one of Always, Never.'],
    ])
    expect(wrong(`${pod}spec:\n  containers:\n  - name: a\n    ports:\n    - containerPort: 1.5\n`)).toEqual([
      ['1.5', 'Wanted here: integer.'],
    ])
  })

  test('are none where either type will do, nor where anything is kept', () => {
    expect(wrong(`${widget}  size: 5\n  memory: 1\n`)).toEqual([])
    expect(wrong(`${widget}  size: 50%\n  memory: 1Gi\n`)).toEqual([])
    expect(wrong(`${pod}spec:\n  containers:\n  - name: a\n    env:\n    - whatever: 1\n`)).toEqual([])
    expect(wrong('apiVersion: v1\nkind: Unknown\nspec: 1\n')).toEqual([])
  })

  test('are told of each document by its own kind', () => {
    expect(wrong(`${pod}spec:\n  containers: []\n---\n${widget}  sise: 1\n`)).toEqual([
      ['sise', 'There is no field “sise” here. Did you mean “size”?'],
    ])
  })

  test('say where YAML itself is broken', () => {
    expect(wrong('a: [1\n')[0]?.[1]).toMatch(/^Flow sequence/)
    expect(wrong('a: 1\na: 2\n')).toEqual([['a', 'Map keys must be unique.']])
  })

  test('are found in a text of aliases within aliases, without becoming what it stands for', () => {
    const level = (n: number) => `a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`
    const bomb = ['a0: &a0 [x]', ...Array.from({ length: 9 }, (_, n) => level(n + 1))].join('\n')
    expect(wrong(`${pod}${bomb}\n`).every(([, message]) => message.startsWith('There is no field'))).toBe(
      true,
    )
  })
})

test.each([
  ['replicas', 'replica', true],
  ['image', 'imgae', true],
  ['apiVersion', 'apiversion', true],
  ['name', 'mane', false],
  ['image', 'images', true],
  ['spec', 'status', false],
])('%s and %s are near: %s', (one, other, near) => {
  expect(isNear(one, other)).toBe(near)
})
