import { expect, test } from 'vitest'
import { failure } from '#kube/status.ts'
import { encodeStatus, readsProtobufOnly } from './protobuf-status.ts'

test('only a client that reads nothing else gets protobuf', () => {
  expect(readsProtobufOnly('application/vnd.kubernetes.protobuf')).toBe(true)
  expect(readsProtobufOnly('application/vnd.kubernetes.protobuf, application/json')).toBe(false)
  expect(readsProtobufOnly(undefined)).toBe(false)
})

test('a Status is in its envelope, with lengths as varints', () => {
  const bytes = Buffer.from(encodeStatus(failure(406, 'NotAcceptable', 'x'.repeat(200))))
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('k8s\0')
  expect(bytes.includes(Buffer.from([0x1a, 0xc8, 0x01, 0x78]))).toBe(true)
  expect(bytes.includes(Buffer.from([0x30, 0x96, 0x03]))).toBe(true)
})
