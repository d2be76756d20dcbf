import { expect, test } from 'vitest'
import { rowOf } from './test-row.ts'

test.each([
  ['Pending', [], ''],
  ['Approved', ['Approved'], ''],
  ['Approved,Issued', ['Approved'], 'Y2VydA=='],
  ['Denied', ['Denied'], ''],
  ['Approved,Failed', ['Approved', 'Failed'], ''],
])('a signing request is %s', (Condition, types, certificate) => {
  const conditions = types.map((type) => ({ type, status: 'True' }))
  const spec = { signerName: 'example.com/s', username: 'anna', expirationSeconds: 3600 }
  expect(
    rowOf('certificates.k8s.io/certificatesigningrequests', { spec, status: { conditions, certificate } }),
  ).toEqual({ SignerName: 'example.com/s', Requestor: 'anna', RequestedDuration: '60m', Condition })
})

test.each([
  ['pending', {}, false],
  ['allocated', { allocation: {} }, false],
  ['allocated,reserved', { allocation: {}, reservedFor: [{ name: 'p' }] }, false],
  ['deleted', {}, true],
  ['deleted,allocated', { allocation: {} }, true],
])('a resource claim is %s', (State, status, deleted) => {
  const metadata = { name: 'c', ...(deleted ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) }
  expect(rowOf('resource.k8s.io/resourceclaims', { metadata, status })).toEqual({ State })
})
