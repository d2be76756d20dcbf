import { expect, test } from 'vitest'
import { findImage, parseImage, versionOf } from './images.ts'

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['nginx:1.29', 'docker.io/library/nginx:1.29'],
  ['bitnami/redis', 'docker.io/bitnami/redis:latest'],
  ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
  ['localhost:5000/team/app:v1', 'localhost:5000/team/app:v1'],
  [`quay.io/a/b@sha256:${'0'.repeat(64)}`, `quay.io/a/b@sha256:${'0'.repeat(64)}`],
])('%s is the image %s', (text, reference) => {
  expect(findImage(text)).toMatchObject({ reference, problem: undefined })
})

test.each(['', 'Nginx', 'nginx:', 'a b', 'nginx:tag:tag', '-nginx'])('%o is no image', (text) => {
  expect(parseImage(text)).toBeUndefined()
})

test.each([
  ['nginx:broken', /code = NotFound .*docker.io\/library\/nginx:broken: not found$/],
  ['acme/does-not-exist:1', /pull access denied, repository does not exist or may require authorization/],
  [
    'registry.invalid/app:1',
    /Head "https:\/\/registry.invalid\/v2\/app\/manifests\/1": dial tcp: lookup registry.invalid on 10.96.0.10:53: no such host$/,
  ],
])('%s cannot be pulled', (text, problem) => {
  expect(findImage(text)?.problem).toMatch(problem)
})

test.each([
  ['nginx:1.27-alpine', '1.27'],
  ['registry.example.org/nginx:v1.28.1', '1.28.1'],
  ['nginx:1', '1.29.4'],
  ['nginx:1.29', '1.29.4'],
  ['nginx:stable', '1.29.4'],
  ['nginx', '1.29.4'],
])('%s runs version %s', (reference, version) => {
  expect(versionOf(reference, '1.29.4')).toBe(version)
})
