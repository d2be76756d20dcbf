import { expect, test } from 'vitest'
import { kubernetesVersion } from '#kube/version.ts'
import { openApiV2 } from './openapi-v2.ts'

const asked = (accept?: string) => ({
  method: 'GET',
  target: '/openapi/v2',
  headers: { accept },
  body: () => Promise.resolve(Buffer.of()),
  signal: new AbortController().signal,
})

test('the old document is there, in both its forms', () => {
  const { body, headers } = openApiV2(asked())
  expect(headers['content-type']).toBe('application/json')
  expect(body).toMatch(/"swagger":"2.0".*"title":"Kubernetes"/)
  const packed = openApiV2(asked('application/com.github.proto-openapi.spec.v2@v1.0+protobuf'))
  expect(packed.headers['content-type']).toBe('application/com.github.proto-openapi.spec.v2.v1.0+protobuf')
  expect(packed.body).toEqual(
    Buffer.from(`\n\x032.0\x12\x15\n\x0aKubernetes\x12\x07${kubernetesVersion.gitVersion}`),
  )
})
