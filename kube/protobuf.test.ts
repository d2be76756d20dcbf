import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeProtobuf, ProtobufError } from './protobuf.ts'

/** What kubectl 1.35 sends for some of its commands. */
const sent = {
  // kubectl create deployment web --image nginx:1 --replicas 0 --port 80 -- sh -c 'echo hi'
  deployment:
    'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50EssBCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEpkBCAASDAoKCgNhcHASA3dlYhp/ChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEl8SQQoFbmdpbngSB25naW54OjEaAnNoGgItYxoHZWNobyBoaSoAMgoKABAAGFAiACoAQgBqAHIAgAEAiAEAkAEAogEAGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBACICCgAoADgAGgwIABAAGAAgACgAOAAaACIA',
  // kubectl create secret generic s --from-literal u=anna
  secret: 'azhzAAoMCgJ2MRIGU2VjcmV0EiAKEQoBcxIAGgAiACoAMgA4AEIAEgkKAXUSBGFubmEaABoAIgA=',
  // kubectl create service nodeport np --tcp 80:http
  service:
    'azhzAAoNCgJ2MRIHU2VydmljZRJoCh0KAm5wEgAaACIAKgAyADgAQgBaCQoDYXBwEgJucBJDCh4KBzgwLWh0dHASA1RDUBhQIgoIARAAGgRodHRwKAASCQoDYXBwEgJucBoAIghOb2RlUG9ydDoAQgBSAFoAYABoABoCCgAaACIA',
  // kubectl create job j2 --from cronjob/cj
  job: 'azhzAAoPCghiYXRjaC92MRIDSm9iEr4BCl0KAmoyEgAaACIAKgAyADgAQgBiKwohY3JvbmpvYi5rdWJlcm5ldGVzLmlvL2luc3RhbnRpYXRlEgZtYW51YWxqHAoHQ3JvbkpvYhoCY2oiAWMqCGJhdGNoL3YxMAESUzJRChAKABIAGgAiACoAMgA4AEIAEj0SGgoBYRIBYioAQgBqAHIAgAEAiAEAkAEAogEAGgVOZXZlcjIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAGgggACgAMAA6ABoAIgA=',
  // kubectl create quota q --hard cpu=1,memory=1.5Gi,pods=0 --scopes BestEffort
  quota:
    'azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRJQChEKAXESABoAIgAqADIAOABCABI5CgoKA2NwdRIDCgExChIKBm1lbW9yeRIICgYxNTM2TWkKCwoEcG9kcxIDCgEwEgpCZXN0RWZmb3J0GgAaACIA',
  // kubectl create role r --verb get,list --resource pods --resource deployments.apps --resource-name x
  role: 'azhzAAokChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgRSb2xlEk4KEQoBchIAGgAiACoAMgA4AEIAEhYKA2dldAoEbGlzdBIAGgRwb2RzIgF4EiEKA2dldAoEbGlzdBIEYXBwcxoLZGVwbG95bWVudHMiAXgaACIA',
  // kubectl create token sa --duration 1h --audience a
  token:
    'azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIgChAKABIAGgAiACoAMgA4AEIAEgYKAWEgkBwaBAoAEgAaACIA',
  // kubectl create poddisruptionbudget pdb --selector a=b --max-unavailable 0
  budget:
    'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSNQoTCgNwZGISABoAIgAqADIAOABCABISEggKBgoBYRIBYhoGCAAQABoAGgoIABgAIAAoADAAGgAiAA==',
  // kubectl create ingress i --rule 'a.example/x*=svc:http,tls=t' --class nginx
  ingress:
    'azhzAAofChRuZXR3b3JraW5nLms4cy5pby92MRIHSW5ncmVzcxJiChEKAWkSABoAIgAqADIAOABCABJJEg4KCWEuZXhhbXBsZRIBdBowCglhLmV4YW1wbGUSIwohCh8KAi94EhEiDwoDc3ZjEggKBGh0dHAQABoGUHJlZml4IgVuZ2lueBoCCgAaACIA',
  // kubectl create priorityclass pc --value -5 --description d --preemption-policy Never
  priority:
    'azhzAAolChRzY2hlZHVsaW5nLms4cy5pby92MRINUHJpb3JpdHlDbGFzcxIrChIKAnBjEgAaACIAKgAyADgAQgAQ+///////////ARgAIgFkKgVOZXZlchoAIgA=',
  // kubectl autoscale deployment web --min 1 --max 5 --cpu 80%
  autoscaler:
    'azhzAAopCg5hdXRvc2NhbGluZy92MhIXSG9yaXpvbnRhbFBvZEF1dG9zY2FsZXISYQoTCgN3ZWISABoAIgAqADIAOABCABJEChoKCkRlcGxveW1lbnQSA3dlYhoHYXBwcy92MRABGAUiIgoIUmVzb3VyY2UiFgoDY3B1Eg8KC1V0aWxpemF0aW9uIFAaBBgAIAAaACIA',
  // kubectl drain n --force --disable-eviction --grace-period 0
  drain: 'azhzAAoTCgJ2MRINRGVsZXRlT3B0aW9ucxICCAAaACIA',
}

function bytesOf(body: string): Uint8Array {
  return new Uint8Array(Buffer.from(body, 'base64'))
}

function valueOf(body: string): unknown {
  return decodeProtobuf(bytesOf(body)).value
}

test('what kubectl sends is what its JSON would be', () => {
  expect(decodeProtobuf(bytesOf(sent.deployment))).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    value: {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              {
                name: 'nginx',
                image: 'nginx:1',
                command: ['sh', '-c', 'echo hi'],
                ports: [{ containerPort: 80 }],
                resources: {},
              },
            ],
          },
        },
        strategy: {},
      },
      status: {},
    },
  })
  expect(valueOf(sent.secret)).toMatchObject({ metadata: { name: 's' }, data: { u: 'YW5uYQ==' } })
  expect(valueOf(sent.service)).toMatchObject({
    spec: { ports: [{ name: '80-http', protocol: 'TCP', port: 80, targetPort: 'http' }], type: 'NodePort' },
    status: { loadBalancer: {} },
  })
  expect(valueOf(sent.job)).toMatchObject({
    metadata: {
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'cj', uid: 'c', controller: true }],
    },
    spec: { template: { spec: { restartPolicy: 'Never' } } },
  })
  expect(valueOf(sent.quota)).toMatchObject({
    spec: { hard: { cpu: '1', memory: '1536Mi', pods: '0' }, scopes: ['BestEffort'] },
  })
  expect(valueOf(sent.ingress)).toMatchObject({
    spec: {
      tls: [{ hosts: ['a.example'], secretName: 't' }],
      rules: [
        {
          host: 'a.example',
          http: {
            paths: [
              {
                path: '/x',
                pathType: 'Prefix',
                backend: { service: { name: 'svc', port: { name: 'http' } } },
              },
            ],
          },
        },
      ],
      ingressClassName: 'nginx',
    },
  })
})

test('zeros are left out where JSON leaves them out, and kept where someone set them', () => {
  expect(valueOf(sent.role)).toMatchObject({
    rules: [
      { apiGroups: [''], resources: ['pods'] },
      { apiGroups: ['apps'], resources: ['deployments'] },
    ],
  })
  expect(valueOf(sent.token)).toMatchObject({
    spec: { audiences: ['a'], expirationSeconds: 3600 },
    status: { token: '' },
  })
  expect(valueOf(sent.budget)).toEqual({
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    metadata: { name: 'pdb' },
    spec: { selector: { matchLabels: { a: 'b' } }, maxUnavailable: 0 },
    status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
  })
  expect(valueOf(sent.priority)).toEqual({
    kind: 'PriorityClass',
    apiVersion: 'scheduling.k8s.io/v1',
    metadata: { name: 'pc' },
    value: -5,
    description: 'd',
    preemptionPolicy: 'Never',
  })
  expect(valueOf(sent.autoscaler)).toMatchObject({
    spec: {
      minReplicas: 1,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    },
    status: { desiredReplicas: 0 },
  })
  expect(valueOf(sent.drain)).toEqual({ kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 })
})

/** A message's field of bytes: text, a message or several of them one after the other. */
function field(number: number, ...parts: (string | number[])[]): number[] {
  const content = parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part))
  return [...varint(number * 8 + 2), ...varint(content.length), ...content]
}

function integer(number: number, value: number | bigint): number[] {
  return [...varint(number * 8), ...varint(value)]
}

function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return bytes
}

function envelope(apiVersion: string, kind: string, ...raw: number[][]): Uint8Array {
  const typeMeta = [...field(1, apiVersion), ...field(2, kind)]
  return new Uint8Array([...Buffer.from('k8s\0'), ...field(1, typeMeta), ...field(2, raw.flat())])
}

test('types with a JSON of their own', () => {
  const metadata = field(
    1,
    field(1, 'e'),
    integer(7, 9_007_199_254_740_993n),
    field(9, integer(1, 1_700_000_000), integer(2, 5)),
    field(11, field(1, '__proto__'), field(2, 'x')),
    field(17, field(1, 'm'), field(7, field(1, '{"f:data":{}}'))),
  )
  const { value } = decodeProtobuf(
    envelope('events.k8s.io/v1', 'Event', metadata, field(2, integer(1, -1), integer(2, 123_456_789))),
  )
  expect(JSON.stringify(value)).toBe(
    '{"kind":"Event","apiVersion":"events.k8s.io/v1","metadata":{"name":"e","generation":9007199254740993,' +
      '"deletionTimestamp":"2023-11-14T22:13:20Z","labels":{"__proto__":"x"},' +
      '"managedFields":[{"manager":"m","fieldsV1":{"f:data":{}}}]},' +
      '"eventTime":"1969-12-31T23:59:59.123456Z","regarding":{},"deprecatedSource":{}}',
  )
})

test('a schema is one of several things, and what a field leaves out is filled in', () => {
  const schema = field(
    1,
    field(5, 'object'),
    field(8, field(1, 'false')),
    field(29, field(1, 'list'), field(2, field(24, field(2, field(5, 'string'))))),
    field(29, field(1, 'any'), field(2, field(30, integer(1, 0)))),
    field(29, field(1, 'map'), field(2, field(30, integer(1, 1), field(2, field(5, 'integer'))))),
  )
  const version = field(7, field(1, 'v1'), field(4, schema))
  expect(
    decodeProtobuf(
      envelope('apiextensions.k8s.io/v1', 'CustomResourceDefinition', field(2, field(1, 'g'), version)),
    ).value,
  ).toMatchObject({
    metadata: {},
    spec: {
      group: 'g',
      scope: '',
      names: { plural: '', kind: '' },
      versions: [
        {
          name: 'v1',
          served: false,
          schema: {
            openAPIV3Schema: {
              default: false,
              properties: {
                list: { items: [{ type: 'string' }] },
                any: { additionalProperties: false },
                map: { additionalProperties: { type: 'integer' } },
              },
            },
          },
        },
      ],
    },
  })
})

test('fields that are nested in Go but not in JSON take the place of what holds them', () => {
  const volume = field(1, field(1, 'v'), field(2, field(2, field(1, ''))))
  const probe = field(10, field(1, field(3, field(1, integer(2, 8080)))), integer(2, 0))
  const container = field(2, field(1, 'c'), probe)
  expect(decodeProtobuf(envelope('v1', 'Pod', field(2, volume, container))).value).toMatchObject({
    spec: {
      volumes: [{ name: 'v', emptyDir: {} }],
      containers: [{ name: 'c', livenessProbe: { tcpSocket: { port: 8080 } } }],
    },
  })
})

test.each([
  ['', 'empty data'],
  ['e30=', 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]'],
  ['azhzAA==', 'empty body'],
  ['azhzAAoPCgJ2MQ==', 'unexpected EOF'],
])('%o is refused as kube-apiserver refuses it', (body, message) => {
  expect(() => decodeProtobuf(bytesOf(body))).toThrow(new ProtobufError(message))
})

test('the envelope is told where only its content is wrong, and completed where it is silent', () => {
  const refused = (bytes: Uint8Array): unknown => {
    try {
      return decodeProtobuf(bytes)
    } catch (error) {
      return error
    }
  }
  expect(refused(envelope('v1', 'Team'))).toMatchObject({
    name: 'ProtobufError',
    apiVersion: 'v1',
    kind: 'Team',
    message: 'no kind "Team" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
  })
  expect(refused(envelope('v1', 'ConfigMap', integer(1, 1)))).toMatchObject({
    kind: 'ConfigMap',
    message: 'proto: wrong wireType = 0 for field metadata',
  })
  expect(refused(envelope('v1', 'PodList'))).toBeInstanceOf(ProtobufError)
  expect(refused(envelope('', ''))).toBeInstanceOf(ProtobufError)
  const defaults = { apiVersion: 'v1', kind: 'DeleteOptions' }
  expect(decodeProtobuf(envelope('', '', integer(1, 5)), defaults).value).toEqual({
    ...defaults,
    gracePeriodSeconds: 5,
  })
})

test('a short body does not become a huge or a deep object', () => {
  const manyContainers = envelope('v1', 'Pod', field(2, Array<number[]>(400_000).fill(field(2)).flat()))
  expect(() => decodeProtobuf(manyContainers)).toThrow('the document has more than 1000000 values')
  let schema: number[] = []
  for (let level = 0; level < 200; level += 1) schema = field(28, schema)
  const deep = field(2, field(7, field(4, field(1, schema))))
  expect(() => decodeProtobuf(envelope('apiextensions.k8s.io/v1', 'CustomResourceDefinition', deep))).toThrow(
    'the document has more than 100 levels',
  )
  const long = new Uint8Array([...Buffer.from('k8s\0'), 0x12, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00])
  expect(() => decodeProtobuf(long)).toThrow('unexpected EOF')
})

test('truncated and damaged bodies are decoded or refused, and nothing else', () => {
  const damaged = fc
    .tuple(
      fc.constantFrom(...Object.values(sent)),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
    )
    .map(([body, length, changes]) => {
      const whole = bytesOf(body)
      const bytes = whole.slice(0, length % 3 === 0 ? length % whole.length : whole.length)
      for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
      return bytes
    })
  fc.assert(
    fc.property(damaged, (bytes) => {
      try {
        expect(decodeProtobuf(bytes).value).toHaveProperty('kind')
      } catch (error) {
        expect(error).toBeInstanceOf(ProtobufError)
      }
    }),
    { numRuns: 2000 },
  )
})
