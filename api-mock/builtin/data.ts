import { forbiddenValue, invalidValue, requiredValue } from '#kube/causes.ts'
import { messageOf } from '#kube/errors.ts'
import { isObject, sameJson } from '#kube/json.ts'
import type { StatusCause } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import type { KubeObject } from '#kube/types.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

/** The most bytes that the values of one Secret or ConfigMap may have together. */
const mostBytes = 1024 * 1024

const keyPattern = /^[-._a-zA-Z0-9]+$/

const keyProblem =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"

export const secrets = builtIn('/v1/secrets', {
  strategy: {
    defaults: (object) => ({ ...withStringData(object), type: object.type ?? 'Opaque' }),
    validate: (object, live) => [
      ...secretCauses(object),
      ...(live !== undefined && live.type !== object.type
        ? [invalidValue('type', object.type, 'field is immutable')]
        : []),
      ...immutableCauses(object, live, ['data']),
    ],
    warnings: (object) => tlsWarnings(object),
  },
})

export const configMaps = builtIn('/v1/configmaps', {
  strategy: {
    validate: (object, live) => [
      ...dataCauses('data', object.data),
      ...dataCauses('binaryData', object.binaryData),
      ...sharedKeys(object),
      ...sizeCauses('', object),
      ...immutableCauses(object, live, ['data', 'binaryData']),
    ],
  },
})

/** `stringData` is for writing only: its values go into `data`, over what is there. */
function withStringData({ stringData, ...object }: KubeObject): KubeObject {
  if (!isObject(stringData)) return object
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ])
  const data = isObject(object.data) ? object.data : {}
  return { ...object, data: { ...data, ...Object.fromEntries(encoded) } }
}

function secretCauses(object: KubeObject): StatusCause[] {
  const data = isObject(object.data) ? object.data : {}
  return [
    ...dataCauses('data', data),
    ...sizeCauses('data', { data }),
    ...(requiredKeys[String(object.type)] ?? [])
      .filter((key) => !Object.hasOwn(data, key))
      .map((key) => requiredValue(`data[${key}]`)),
    ...dockerCauses(object.type, data),
    ...accountCauses(object),
  ]
}

/** Credentials of a registry must be JSON; the message must not tell them. */
function dockerCauses(type: unknown, data: Record<string, unknown>): StatusCause[] {
  const key = type === 'kubernetes.io/dockerconfigjson' ? '.dockerconfigjson' : '.dockercfg'
  if (!String(type).startsWith('kubernetes.io/docker') || !Object.hasOwn(data, key)) return []
  try {
    parseJson(Buffer.from(String(data[key]), 'base64').toString('utf8'))
    return []
  } catch (error) {
    return [invalidValue(`data[${key}]`, '<secret contents redacted>', messageOf(error))]
  }
}

function accountCauses({ type, metadata }: KubeObject): StatusCause[] {
  if (type !== 'kubernetes.io/service-account-token') return []
  const annotation = 'kubernetes.io/service-account.name'
  const named = (metadata.annotations?.[annotation] ?? '') !== ''
  return named ? [] : [requiredValue(`metadata.annotations[${annotation}]`)]
}

/** What Kubernetes' own types of Secret must hold. */
const requiredKeys: Record<string, readonly string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
}

function dataCauses(field: string, data: unknown): StatusCause[] {
  if (!isObject(data)) return []
  return Object.keys(data).flatMap((key) => {
    const problems = []
    if (key.length > 253) problems.push('must be no more than 253 characters')
    if (!keyPattern.test(key)) problems.push(keyProblem)
    if (key === '.' || key === '..') problems.push(`may not be '${key}'`)
    return problems.map((problem) => invalidValue(`${field}[${key}]`, key, problem))
  })
}

function sharedKeys({ data, binaryData }: KubeObject): StatusCause[] {
  if (!isObject(data) || !isObject(binaryData)) return []
  return Object.keys(data)
    .filter((key) => Object.hasOwn(binaryData, key))
    .map((key) => invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'))
}

function sizeCauses(field: string, { data, binaryData }: Record<string, unknown>): StatusCause[] {
  const values = [data, binaryData].flatMap((each) => (isObject(each) ? Object.values(each) : []))
  const bytes = values.reduce<number>((sum, value) => sum + String(value).length, 0)
  if (bytes <= mostBytes) return []
  const message = `Too long: may not be more than ${mostBytes} bytes`
  return [{ reason: 'FieldValueTooLong', message, field }]
}

function immutableCauses(
  object: KubeObject,
  live: KubeObject | undefined,
  fields: readonly string[],
): StatusCause[] {
  if (live?.immutable !== true) return []
  const causes = fields
    .filter((field) => !sameJson(object[field] ?? {}, live[field] ?? {}))
    .map((field) => forbiddenValue(field, 'field is immutable when `immutable` is set'))
  return object.immutable === true
    ? causes
    : [forbiddenValue('immutable', 'field is immutable when `immutable` is set'), ...causes]
}

/** A certificate that is none is stored, and told. */
function tlsWarnings({ type, data }: KubeObject): string[] {
  if (type !== 'kubernetes.io/tls' || !isObject(data)) return []
  const certificate = Buffer.from(textOf(data['tls.crt']), 'base64').toString('utf8')
  return certificate.includes('-----BEGIN ') ? [] : ['tls: failed to find any PEM data in certificate input']
}
