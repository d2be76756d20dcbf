import { failure, StatusError } from '#kube/status.ts'
import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { objectsOf, readManifest } from './manifest.ts'
import { problemsRefused, refusedOf } from './refused.ts'
import { someSchemas } from './schema.fixture.ts'

const text = `apiVersion: v1
kind: Pod
metadata:
  labels:
    a.b/c: d
spec:
  containers:
  - name: a
    image: b
`

function told(error: StatusError): [text: string, message: string][] {
  const manifest = readManifest(text)
  return problemsRefused(manifest, refusedOf(error)).map(({ from, to, message }) => [
    text.slice(from, to),
    message,
  ])
}

test('each cause of a refusal stands at its field, or at the nearest that is there', () => {
  const invalid = failure(422, 'Invalid', 'Pod "a" is invalid')
  const causes = [
    { field: 'spec.containers[0].image', message: 'Required value' },
    { field: 'spec.containers[0].ports[1].name', message: 'Too long' },
    { field: 'metadata.labels[a.b/c]', message: 'Invalid value' },
    { field: 'status', message: 'Forbidden' },
  ]
  expect(told(new StatusError({ ...invalid, details: { causes } }))).toEqual([
    ['image', 'spec.containers[0].image: Required value'],
    ['n', 'spec.containers[0].ports[1].name: Too long'],
    ['a.b/c', 'metadata.labels[a.b/c]: Invalid value'],
    ['apiVersion: v1', 'status: Forbidden'],
  ])
})

test('strict decoding names its fields in words', () => {
  const message = 'strict decoding error: unknown field "spec.containers[0].image", duplicate field "spec"'
  expect(told(new StatusError(failure(400, 'BadRequest', message)))).toEqual([
    ['image', 'spec.containers[0].image: There is no such field here.'],
    ['spec', 'spec: This field is given twice.'],
  ])
})

test('what names no field stands at the beginning', () => {
  expect(told(new StatusError(failure(403, 'Forbidden', 'quota exceeded')))).toEqual([
    ['apiVersion: v1', 'quota exceeded'],
  ])
})

test('a field is explained in the words of its API server', () => {
  expect(explain(readManifest(text), text.indexOf('image') + 1, someSchemas)).toMatchObject({
    path: 'spec.containers[].image',
    type: 'text',
    description: 'Container image name.',
    required: false,
  })
  expect(explain(readManifest(text), text.indexOf('- name') + 3, someSchemas)?.required).toBe(true)
  expect(explain(readManifest(text), text.indexOf('metadata'), someSchemas)?.description).toBe(
    'Standard metadata.',
  )
})

test('objects are read, but not those that would become huge', () => {
  expect(objectsOf(readManifest('a: 1\n---\n---\nb: 2\n'))).toEqual([{ a: 1 }, { b: 2 }])
  const level = (n: number) => `a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`
  const bomb = ['a0: &a0 [x]', ...Array.from({ length: 9 }, (_, n) => level(n + 1))].join('\n')
  expect(() => objectsOf(readManifest(bomb))).toThrow(/alias/)
})
