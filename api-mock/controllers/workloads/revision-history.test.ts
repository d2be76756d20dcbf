import { expect, test } from 'vitest'
import { outdatedRevisions, planHistory } from './revision-history.ts'
import type { RevisionEntry } from './revision-history.ts'

function revision(number: number, templateHash: string): RevisionEntry {
  const name = `web-${templateHash}`
  return { namespace: 'default', name, uid: name, owner: 'web', revision: number, templateHash }
}

const history = [revision(1, 'a'), revision(3, 'c'), revision(2, 'b')]

test.each([
  ['the newest stays as it is', 'c', 'web-c', 3],
  ['an older one becomes the newest', 'a', 'web-a', 4],
  ['another one is made', 'd', undefined, 4],
])('%s', (_what, hash, name, number) => {
  const { known, revision: planned } = planHistory(history, hash)
  expect([known?.name, planned]).toEqual([name, number])
})

test('the oldest revisions go that nothing is made of', () => {
  const names = outdatedRevisions(history, new Set(['web-a']), 1).map(({ name }) => name)
  expect(names).toEqual(['web-b'])
})
