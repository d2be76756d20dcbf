import { afterEach, expect, test } from 'vitest'
import { openTestCluster } from '#api-mock/test-cluster.ts'
import type { Reply } from '#api-mock/test-cluster.ts'
import type { Cluster } from '#api-mock/cluster.ts'

const open: Cluster[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

/** Sends bodies as kubectl does; they were captured from kubectl 1.35, except where a test says otherwise. */
async function start() {
  const { cluster, ask } = await openTestCluster()
  open.push(cluster)
  const headers = {
    'content-type': 'application/vnd.kubernetes.protobuf',
    accept: 'application/vnd.kubernetes.protobuf,application/json',
  }
  const send = (method: string, target: string, body: string): Promise<Reply> =>
    ask(method, target, { body: Buffer.from(body, 'base64'), headers })
  return { ask, send }
}

const maps = '/api/v1/namespaces/default/configmaps'
const strict = '?fieldManager=kubectl-create&fieldValidation=Strict'
const configMap = 'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhsKEQoBYxIAGgAiACoAMgA4AEIAEgYKAWESAWIaACIA'

test('what kubectl creates as protobuf is stored as if it had come as JSON', async () => {
  const { ask, send } = await start()
  const made = await send('POST', maps + strict, configMap)
  expect(made).toMatchObject({
    status: 201,
    headers: { 'content-type': 'application/json' },
    body: { kind: 'ConfigMap', metadata: { name: 'c', namespace: 'default' }, data: { a: 'b' } },
  })
  expect(made.headers).not.toHaveProperty('warning')
  const again = await ask('POST', maps + strict, { body: { metadata: { name: 'd' }, data: { a: 'b' } } })
  const fields = ({ body }: Reply) =>
    body.metadata.managedFields?.map(({ manager, fieldsV1 }) => [manager, fieldsV1])
  expect(fields(made)).toEqual(fields(again))

  // kubectl create secret generic s --from-literal u=anna
  const secret = 'azhzAAoMCgJ2MRIGU2VjcmV0EiAKEQoBcxIAGgAiACoAMgA4AEIAEgkKAXUSBGFubmEaABoAIgA='
  expect(await send('POST', `/api/v1/namespaces/default/secrets${strict}`, secret)).toMatchObject({
    status: 201,
    body: { type: 'Opaque', data: { u: 'YW5uYQ==' } },
  })
  const namespace = 'azhzAAoPCgJ2MRIJTmFtZXNwYWNlEhoKEgoCbnMSABoAIgAqADIAOABCABIAGgIKABoAIgA='
  expect(await send('POST', `/api/v1/namespaces${strict}`, namespace)).toMatchObject({
    status: 201,
    body: { metadata: { name: 'ns' }, status: { phase: 'Active' } },
  })
})

test('kubectl auth can-i and auth whoami are answered', async () => {
  const { send } = await start()
  const canI =
    'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPAoQCgASABoAIgAqADIAOABCABIeChwKB2RlZmF1bHQSA2dldBoAIgAqBHBvZHMyADoAGggIABIAGgAgABoAIgA='
  expect(await send('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', canI)).toMatchObject({
    status: 201,
    body: { status: { allowed: true } },
  })
  const whoAmI =
    'azhzAAotChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESEVNlbGZTdWJqZWN0UmV2aWV3EhoKEAoAEgAaACIAKgAyADgAQgASBgoECgASABoAIgA='
  expect(await send('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', whoAmI)).toMatchObject({
    status: 201,
    body: { status: { userInfo: { username: 'admin' } } },
  })
})

test('options of a deletion come as protobuf too, also empty or broken', async () => {
  const { ask, send } = await start()
  await send('POST', maps, configMap)
  // gracePeriodSeconds: 0, and by hand dryRun: [All], and preconditions.uid: x.
  const drain = 'azhzAAoTCgJ2MRINRGVsZXRlT3B0aW9ucxICCAAaACIA'
  const dryRun = Buffer.from('k8s\0\n\x13\n\x02v1\x12\rDeleteOptions\x12\x05*\x03All').toString('base64')
  const other = Buffer.from('k8s\0\n\x13\n\x02v1\x12\rDeleteOptions\x12\x05\x12\x03\n\x01x').toString(
    'base64',
  )
  expect((await send('DELETE', `${maps}/c`, dryRun)).status).toBe(200)
  expect(await send('DELETE', `${maps}/c`, other)).toMatchObject({ status: 409 })
  expect(await send('DELETE', `${maps}/c`, configMap)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('no kind "ConfigMap" is registered') },
  })
  expect(await send('DELETE', `${maps}/c`, 'azhzAAoPCgJ2MQ==')).toMatchObject({
    status: 400,
    body: { message: 'unexpected EOF' },
  })
  expect((await ask('GET', `${maps}/c`)).status).toBe(200)
  expect((await send('DELETE', `${maps}/c`, drain)).status).toBe(200)
  await send('POST', maps, configMap)
  expect((await send('DELETE', `${maps}/c`, '')).status).toBe(200)
})

test('protobuf that is broken or of another kind is refused in the words of kube-apiserver', async () => {
  const { send } = await start()
  const refusals = [
    [
      maps,
      'e30=',
      'the object provided is unrecognized (must be of type ConfigMap): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] ({})',
    ],
    [
      maps,
      'azhzAAoPCgJ2MQ==',
      'the object provided is unrecognized (must be of type ConfigMap): unexpected EOF (6b3873000a0f0a027631)',
    ],
    [
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      'azhzAAoPCgJ2MRIJQ29uZmlnTWFw',
      'ConfigMap in version "v1" cannot be handled as a CustomResourceDefinition: no kind "ConfigMap" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
    [
      '/api/v1/namespaces/default/secrets',
      configMap,
      'ConfigMap in version "v1" cannot be handled as a Secret: converting (v1.ConfigMap) to (core.Secret): unknown conversion',
    ],
    // A ConfigMap whose metadata is a number.
    [
      maps,
      Buffer.from('k8s\0\n\x0f\n\x02v1\x12\tConfigMap\x12\x02\x08\x01').toString('base64'),
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: proto: wrong wireType = 0 for field metadata',
    ],
  ]
  for (const [path = '', body = '', message] of refusals) {
    expect(await send('POST', path, body)).toMatchObject({
      status: 400,
      body: { kind: 'Status', reason: 'BadRequest', message },
    })
  }
})
