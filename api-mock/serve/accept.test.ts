import { expect, test } from 'vitest'
import { readAccept } from './accept.ts'

const read = (header: string | undefined, transformable = true): unknown => {
  const { encoding, as, metaVersion } = readAccept(header, { transformable, pretty: false })
  return [encoding, as, metaVersion]
}

test('the first clause that can be served wins', () => {
  expect(read(undefined)).toEqual(['json', 'object', ''])
  expect(read('*/*')).toEqual(['json', 'object', ''])
  expect(read('application/vnd.kubernetes.protobuf, application/yaml')).toEqual(['yaml', 'object', ''])
  expect(read('application/json;as=Table;v=v1;g=meta.k8s.io,application/json')).toEqual([
    'json',
    'Table',
    'v1',
  ])
  expect(read('application/json;as=Table;v=v9;g=meta.k8s.io,application/json')).toEqual([
    'json',
    'object',
    '',
  ])
})

test('where nothing fits the answer is 406', () => {
  for (const header of ['text/html', 'constructor', 'application/json;as=Nonsense;v=v1;g=meta.k8s.io']) {
    expect(() => read(header)).toThrow(/only the following media types are accepted/)
  }
  expect(() => read('application/json;as=Table;v=v1;g=meta.k8s.io', false)).toThrow(/accepted/)
})
