import { expect, test } from 'vitest'
import { contentsWords, isEmpty, type Contents } from './contents-words.ts'

test.each<[string, Contents]>([
  ['', { pods: 0, namespaces: [], volumes: [] }],
  ['1 pod', { pods: 1, namespaces: [], volumes: [] }],
  ['7 pods and 1 stored volume of 5Gi', { pods: 7, namespaces: [], volumes: ['5Gi'] }],
  ['2 stored volumes of 1536Mi', { pods: 0, namespaces: [], volumes: ['1Gi', '512Mi'] }],
  ['2 stored volumes', { pods: 0, namespaces: [], volumes: ['', 'much'] }],
  [
    'namespaces shop and mail, 2 pods and 1 stored volume of 1G',
    { pods: 2, namespaces: ['shop', 'mail'], volumes: ['1G'] },
  ],
  ['namespaces a, b, c and 2 more', { pods: 0, namespaces: ['a', 'b', 'c', 'd', 'e'], volumes: [] }],
])('%s', (words, contents) => {
  expect(contentsWords(contents)).toBe(words)
  expect(isEmpty(contents)).toBe(words === '')
})
