import { expect, test } from 'vitest'
import { adviceFor, whatMends } from './advice.ts'
import { spaceSide, virtualClusterSide } from './sides.ts'

const placed = { spec: { clusterRef: { cluster: 'us-east', namespace: 'web-dev' } } }

test('a control plane that no node takes: where, and what to do', () => {
  expect(adviceFor(virtualClusterSide, placed, { reason: 'Unschedulable' })).toMatch(
    /^No node of cluster us-east takes .* Ask for less .* as soon as the pod fits\.$/,
  )
})

test('a quota without room names what it counts', () => {
  expect(adviceFor(spaceSide, placed, { reason: 'QuotaExceeded' })).toContain('one of the spaces')
})

test('what has failed names where that is to be mended', () => {
  expect(whatMends({ spec: { templateRef: { name: 'batch-space' } } })).toContain(
    'corrected in template batch-space, or in the parameters',
  )
  expect(whatMends({ spec: {} })).toContain('corrected in its own definition')
})

test('what only takes its time needs no advice', () => {
  expect(adviceFor(spaceSide, placed, { reason: 'Starting' })).toBeUndefined()
  expect(adviceFor(spaceSide, placed, undefined)).toBeUndefined()
})
