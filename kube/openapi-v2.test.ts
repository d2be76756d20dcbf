import { expect, test } from 'vitest'
import { openApiV2 } from './openapi-v2.ts'
import { kubernetesVersion } from './version.ts'

test('the old document is there, in both its forms', () => {
  const { body, contentType } = openApiV2('')
  expect(contentType).toBe('application/json')
  expect(body.toString()).toMatch(/"swagger":"2.0".*"title":"Kubernetes"/)
  expect(openApiV2('application/com.github.proto-openapi.spec.v2@v1.0+protobuf')).toEqual({
    contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
    body: Buffer.from(`\n\x032.0\x12\x15\n\x0aKubernetes\x12\x07${kubernetesVersion.gitVersion}`),
  })
})
