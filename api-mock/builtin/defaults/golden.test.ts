import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { canonicalQuantity } from '#kube/quantity.ts'
import type { KubeObject } from '#kube/types.ts'
import { prepares } from '#api-mock/builtin/prepare/all.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { defaults } from './all.ts'
import { each, inside, without } from './fill.ts'

/** One exchange with a real kube-apiserver, as the oracle wrote it down. */
interface Exchange {
  name: string
  request: { method: string; path: string; body?: unknown }
  response: { status: number; body: KubeObject }
}

const golden = new URL('../../../e2e/oracle/golden/', import.meta.url)

function exchanges(scenario: string): Exchange[] {
  const text = readFileSync(new URL(`${scenario}.json`, golden), 'utf8')
  const { steps = [] } = JSON.parse(text) as { steps?: Exchange[] }
  return steps
}

/** The `group/plural` of a request, which says too whether it is about one object or a collection. */
function resourceOf(path: string): { resource: string; subresource: string | undefined } | undefined {
  const pattern =
    /^\/(?:api|apis\/(?<group>[^/]+))\/[^/]+(?:\/namespaces\/[^/]+(?=\/[^/?]+))?\/(?<plural>[^/?]+)(?:\/[^/?]+(?:\/(?<subresource>[^/?]+))?)?(?:\?|$)/
  const { group = '', plural, subresource } = pattern.exec(path)?.groups ?? {}
  return plural === undefined ? undefined : { resource: `${group}/${plural}`, subresource }
}

function isObjectOfKind(value: unknown): value is KubeObject {
  return isObject(value) && isObject(value.metadata) && typeof value.kind === 'string'
}

/** The body as the server decodes it: quantities in their normal form. */
function decoded(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => decoded(item))
  if (!isObject(value)) return value
  const isAmounts = ['limits', 'requests', 'capacity', 'hard', 'max', 'min', 'default'].includes(key)
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isAmounts && !isObject(field) ? canonicalQuantity(String(field)) : decoded(field, name),
    ]),
  )
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}

function filter(key: string, keeps: (item: JsonObject) => boolean) {
  return (fields: JsonObject): JsonObject => {
    const list = fields[key]
    if (!Array.isArray(list)) return fields
    const kept = list.filter((item) => keeps(fieldsOf(item)))
    return kept.length === 0 ? without(key)(fields) : { ...fields, [key]: kept }
  }
}

const isNoToken = ({ name }: JsonObject): boolean => !String(name).startsWith('kube-api-access-')
const isNoFault = ({ key }: JsonObject): boolean =>
  key !== 'node.kubernetes.io/not-ready' && key !== 'node.kubernetes.io/unreachable'

/** What is left when one takes away what admission and the allocators of addresses and ports add. */
const byKind: Record<string, (object: JsonObject) => JsonObject> = {
  Pod: inside(
    'spec',
    filter('volumes', isNoToken),
    each('initContainers', filter('volumeMounts', isNoToken)),
    each('containers', filter('volumeMounts', isNoToken)),
    filter('tolerations', isNoFault),
    without('serviceAccount', 'serviceAccountName', 'priority', 'preemptionPolicy'),
  ),
  Node: inside('spec', filter('taints', isNoFault)),
  Service: inside(
    'spec',
    without('clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'),
    each('ports', without('nodePort')),
  ),
}

function comparable(object: KubeObject): unknown {
  const { apiVersion: _version, kind, metadata, ...rest } = object
  const { labels = {}, annotations = {} } = metadata
  return { ...(byKind[kind]?.(rest) ?? rest), labels, annotations }
}

const scenarios = [
  'defaults-pod',
  'defaults-workloads',
  'defaults-others',
  'pods',
  'deployments',
  'services',
  'nodes',
  'strategic-merge-patch',
  'quota',
  'eviction',
]

const created = scenarios.flatMap((scenario) =>
  exchanges(scenario).flatMap(({ name, request, response }) => {
    const { resource = '', subresource } = resourceOf(request.path) ?? {}
    const { method, body } = request
    if (method !== 'POST' || response.status !== 201 || subresource !== undefined) return []
    if (!(resource in defaults) || !isObjectOfKind(body)) return []
    return [{ name: `${scenario}: ${name}`, resource, body, answer: response.body }]
  }),
)

test.each(created)('$name: a created object is as a real server answers it', ({ resource, body, answer }) => {
  const { uid = '' } = answer.metadata
  const metadata = { ...body.metadata, uid, creationTimestamp: '<time>' }
  const given = deepFreeze({ ...fieldsOf(decoded(body)), metadata }) as KubeObject
  const filled = deepFreeze(defaults[resource]?.(given) ?? given)
  const prepared = prepares[resource]?.prepareForCreate?.(filled) ?? filled
  expect(comparable(prepared)).toEqual(comparable(answer))
  expect(defaults[resource]?.(filled)).toEqual(filled)
  expect(defaults[resource]?.(prepared)).toEqual(prepared)
})

test('most kinds that people make were created', () => {
  const kinds = new Set(created.map(({ resource }) => resource))
  expect(kinds.size).toBeGreaterThan(20)
})

function objectsIn({ request, response }: Exchange): { resource: string; object: KubeObject }[] {
  const { resource = '' } = resourceOf(request.path) ?? {}
  const { body } = response
  if (!(resource in defaults) || !isObjectOfKind(body) || response.status >= 300) return []
  const { apiVersion, kind } = body
  const isPart = /^(Status|Table|Scale|PartialObject.*|.*Review|TokenRequest)$/.test(kind)
  if (isPart) return []
  if (!kind.endsWith('List')) return [{ resource, object: body }]
  const items = Array.isArray(body.items) ? body.items : []
  return items
    .filter(isObject)
    .map((item) => ({ ...item, apiVersion, kind: kind.slice(0, -'List'.length) }))
    .filter(isObjectOfKind)
    .map((object) => ({ resource, object }))
}

const answered = readdirSync(golden)
  .map((file) => file.replace('.json', ''))
  .flatMap((scenario) =>
    exchanges(scenario).map((exchange) => ({
      name: `${scenario}: ${exchange.name}`,
      objects: objectsIn(exchange),
    })),
  )
  .filter(({ objects }) => objects.length > 0)

test.each(answered)('$name: what a real server answers has nothing left to fill in', ({ objects }) => {
  for (const { resource, object } of objects) {
    expect(defaults[resource]?.(deepFreeze(object))).toEqual(object)
  }
})
