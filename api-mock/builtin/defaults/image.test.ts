import { expect, test } from 'vitest'
import { imageTag, pullPolicy } from './image.ts'

const digest = `@sha256:${'0'.repeat(64)}`

test.each([
  ['nginx', 'latest'],
  ['nginx:1.27', '1.27'],
  ['nginx:latest', 'latest'],
  [`nginx${digest}`, ''],
  [`nginx:latest${digest}`, 'latest'],
  ['localhost:5000/team/app', 'latest'],
  ['localhost:5000/team/app:v2', 'v2'],
  ['registry.example.io/a/b_c/d--e', 'latest'],
  ['Not/An/Image', ''],
  ['', ''],
])('the tag of %s is %s', (image, tag) => {
  expect(imageTag(image)).toBe(tag)
})

test('only what can change is pulled always, and nobody is overruled', () => {
  const fill = pullPolicy('image', 'policy')
  expect(fill({ image: 'nginx' }).policy).toBe('Always')
  expect(fill({ image: 'nginx:1' }).policy).toBe('IfNotPresent')
  expect(fill({ image: 'nginx', policy: 'Never' }).policy).toBe('Never')
})

test('a long name takes no longer than a short one', () => {
  const begin = performance.now()
  expect(imageTag(`${'a-'.repeat(20_000)}!`)).toBe('')
  expect(performance.now() - begin).toBeLessThan(500)
})
