import { expect, test } from 'vitest'
import { readObjectBody, readYaml } from './body.ts'

const request = (type: string | undefined): Parameters<typeof readObjectBody>[0] => ({
  method: 'POST',
  target: '/',
  headers: type === undefined ? {} : { 'content-type': type },
  body: () => Promise.resolve(Buffer.from('a: 1')),
  signal: new AbortController().signal,
})

test('the media type decides, with parameters disregarded and JSON by default', async () => {
  expect(await readObjectBody(request('Application/YAML; charset=utf-8'))).toEqual({
    text: 'a: 1',
    type: 'yaml',
  })
  expect(await readObjectBody(request(undefined))).toMatchObject({ type: 'json' })
  expect(await readObjectBody(request('application/vnd.kubernetes.protobuf'))).toEqual({
    bytes: Buffer.from('a: 1'),
    type: 'protobuf',
  })
  for (const type of ['text/plain', 'constructor']) {
    await expect(readObjectBody(request(type))).rejects.toThrow(/accepted media types include/)
  }
})

test('YAML is read as libyaml reads it, and refused in its words', () => {
  expect(readYaml('a: 1\nb: [yes, "no"]', 'bad')).toEqual({ a: 1, b: ['yes', 'no'] })
  expect(() => readYaml('a: b: c', 'bad')).toThrow(
    'bad: yaml: mapping values are not allowed in this context',
  )
  expect(() => readYaml('{"a":', 'bad')).toThrow('bad: yaml: line 1: did not find expected node content')
})

test('a short text does not become a huge object', () => {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x]']
  for (let level = 1; level < 9; level += 1) {
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(',')}]`,
    )
  }
  expect(() => readYaml(lines.join('\n'), 'bad')).toThrow(/bad: yaml: .*alias/)
})

test('what is JSON as well keeps its numbers, and YAML has the bounds of JSON', () => {
  expect(JSON.stringify(readYaml('{"n": 9007199254740993}', 'bad'))).toBe('{"n":9007199254740993}')
  expect(() => readYaml(`a: ${'{a: '.repeat(150)}1${'}'.repeat(150)}`, 'bad')).toThrow(/more than 100 levels/)
  expect(() => readYaml(`a: [${'1,'.repeat(200_000)}]`, 'bad')).toThrow(/too many values/)
})

test.each([
  [
    'many keys',
    Array.from({ length: 90_000 }, (_, index) => `k${index}: 1`).join('\n'),
    'has too many values',
  ],
  ['many tags', '!a '.repeat(900_000), 'has too many values'],
  ['many anchors', '&a '.repeat(900_000), 'has too many values'],
  ['open brackets', '['.repeat(200_000), 'has too many values'],
  ['aliases of much', `x: &x [${'1,'.repeat(9000)}]\n${'y: *x\n'.repeat(90)}`, 'repeats too much of itself'],
])('YAML of %s is refused before it is read', (_name, text, why) => {
  const begun = performance.now()
  expect(() => readYaml(text, 'bad')).toThrow(`bad: yaml: the document ${why}`)
  expect(performance.now() - begun).toBeLessThan(1000)
})

test('a long text is few values', () => {
  expect(readYaml(`a: |\n${'  & ! * words\n'.repeat(50_000)}`, 'bad')).toHaveProperty('a')
})
