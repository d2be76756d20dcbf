import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { paths } from '#web/paths.ts'
import { expect, test } from 'vitest'
import { isShownAt, outcomeOf, outcomeTogether } from './outcome.ts'

const named = { kind: virtualClusterInstance, name: 'ci', namespace: 'loft-p-shop' }
const making = { ...named, what: 'create' } as const
const deleting = { ...named, what: 'delete' } as const

function known(phase: string, gone = false, deletionTimestamp?: string) {
  const metadata = { name: 'ci', ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }) }
  return { object: { metadata, spec: { displayName: 'Pipeline' }, status: { phase } }, gone }
}

test('what is made has ended when it is ready, or has failed', () => {
  expect(outcomeOf(making, undefined)).toBeUndefined()
  expect(outcomeOf(making, known('Pending'))).toBeUndefined()
  expect(outcomeOf(making, known('Ready'))).toEqual({
    words: 'Virtual cluster Pipeline is ready',
    tone: 'good',
    to: paths.virtualCluster('shop', 'ci'),
  })
  expect(outcomeOf(making, known('Failed'))).toMatchObject({ tone: 'bad' })
})

test('of what was deleted while it was made there is nothing to say', () => {
  expect(outcomeOf(making, known('Ready', true))).toBe('nothing')
  expect(outcomeOf(making, known('Ready', false, '2026-01-01T00:00:00Z'))).toBe('nothing')
})

test('a deletion has ended when it is gone, however it was', () => {
  expect(outcomeOf(deleting, known('Ready'))).toBeUndefined()
  expect(outcomeOf(deleting, known('Ready', true))).toEqual({
    words: 'Virtual cluster Pipeline is deleted',
    tone: 'good',
    to: paths.virtualClusters('shop'),
  })
  expect(outcomeOf(deleting, { gone: true })).toMatchObject({ words: 'Virtual cluster ci is deleted' })
})

test('who looks at it sees for themselves', () => {
  expect(isShownAt(making, '/projects/shop/virtualclusters/ci/pods')).toBe(true)
  expect(isShownAt(making, '/projects/shop/virtualclusters/ci-2')).toBe(false)
  expect(isShownAt(making, '/projects/shop/virtualclusters')).toBe(false)
  expect(isShownAt(deleting, '/projects/shop/virtualclusters')).toBe(true)
  expect(isShownAt(deleting, '/')).toBe(false)
})

test('many that were deleted at once are one thing to say', () => {
  const many = { kind: virtualClusterInstance, names: ['ci', 'dev'], namespace: 'loft-p-shop' }
  const left = (...names: string[]) => names.map((name) => ({ metadata: { name } }))
  expect(outcomeTogether(many, undefined)).toBeUndefined()
  expect(outcomeTogether(many, left('dev', 'other'))).toBeUndefined()
  expect(outcomeTogether(many, left('other'))).toEqual({
    words: '2 virtual clusters are deleted',
    tone: 'good',
    to: paths.virtualClusters('shop'),
  })
})
