import { createHash } from 'node:crypto'
import {
  aggregatedDiscovery,
  aggregatedType,
  groupDocument,
  groupList,
  resourceList,
  wantsAggregated,
} from '#kube/discovery.ts'
import type { ServedResource } from '#kube/discovery.ts'
import { isObject } from '#kube/json.ts'
import { openApiV2 } from '#kube/openapi-v2.ts'
import { kubernetesVersion } from '#kube/version.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { readAccept } from './accept.ts'
import { pageNotFound } from './errors.ts'
import { headerOf, json, jsonAnswer } from './exchange.ts'
import type { ApiRequest, Answer } from './exchange.ts'
import { openApi } from './openapi.ts'

const version = {
  ...kubernetesVersion,
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'linux/amd64',
}

/** What is served besides resources: version, health, discovery, OpenAPI. */
export function document(cluster: Cluster, request: ApiRequest, path: string): Answer {
  const [, root = '', first, second] = path.replace(/\/$/, '').split('/')
  if (request.method !== 'GET' && request.method !== 'HEAD') throw pageNotFound()
  switch (root) {
    case 'version':
      return jsonAnswer(200, JSON.stringify(version, null, 2))
    case 'healthz':
    case 'livez':
    case 'readyz':
      if (first !== undefined) throw pageNotFound()
      return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'ok' }
    case 'api':
      return first === undefined ? core(cluster, request) : found(listOf(cluster, '', first))
    case 'apis':
      if (first === undefined) return groups(cluster, request)
      return found(
        second === undefined ? groupDocument(first, others(cluster)) : listOf(cluster, first, second),
      )
    case 'openapi':
      return path === '/openapi/v2' ? oldOpenApi(request) : openApi(cluster, path)
    case '':
      return jsonAnswer(200, JSON.stringify({ paths: rootPaths(cluster) }))
    default:
      throw pageNotFound()
  }
}

function oldOpenApi({ headers }: ApiRequest): Answer {
  const { contentType, body } = openApiV2(headerOf(headers, 'accept') ?? '')
  return { status: 200, headers: { 'content-type': contentType }, body }
}

function found(value: unknown): Answer {
  if (value === undefined) throw pageNotFound()
  return jsonAnswer(200, JSON.stringify(value))
}

function core(cluster: Cluster, request: ApiRequest): Answer {
  if (wantsAggregated(headerOf(request.headers, 'accept'))) {
    return aggregated(served(cluster).filter(({ group }) => group === ''))
  }
  const versions = {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' }],
  }
  return { status: 200, headers: { 'content-type': json }, body: JSON.stringify(versions) }
}

function groups(cluster: Cluster, request: ApiRequest): Answer {
  const accept = headerOf(request.headers, 'accept')
  if (wantsAggregated(accept)) return aggregated(others(cluster))
  // A form of the aggregated document that is not known is no reason to send another one.
  readAccept(accept, { transformable: false, pretty: false })
  return jsonAnswer(200, JSON.stringify(groupList(others(cluster))))
}

function aggregated(resources: readonly ServedResource[]): Answer {
  const body = JSON.stringify(aggregatedDiscovery(resources))
  return {
    status: 200,
    headers: {
      'content-type': aggregatedType,
      etag: `"${createHash('sha512').update(body).digest('hex').toUpperCase()}"`,
    },
    body,
  }
}

function others(cluster: Cluster): ServedResource[] {
  return served(cluster).filter(({ group }) => group !== '')
}

function served({ registry }: Cluster): ServedResource[] {
  return registry.all().map(servedAs)
}

function servedAs(definition: ResourceDefinition): ServedResource {
  const { group, version: served, kind, plural, singular, shortNames, categories, namespaced } = definition
  return {
    group,
    version: served,
    kind,
    plural,
    singular,
    shortNames,
    categories,
    namespaced,
    verbs: definition.verbs,
    subresources: [...definition.subresources.values()],
    typed: definition.custom === undefined,
  }
}

function rootPaths({ registry }: Cluster): string[] {
  const versions = registry
    .all()
    .flatMap(({ group, version: served }) =>
      group === '' ? ['/api', `/api/${served}`] : ['/apis', `/apis/${group}`, `/apis/${group}/${served}`],
    )
  return [
    ...new Set([...versions, '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version']),
  ].sort()
}

/** The resources of a group version; stored ones with a word that changes when they are stored otherwise. */
function listOf(cluster: Cluster, group: string, version: string): unknown {
  const list = resourceList(group, version, served(cluster))
  if (!isObject(list) || !Array.isArray(list.resources)) return list
  // The oldest of these documents tells no version of itself.
  const { apiVersion, ...rest } = list
  const head = group === '' ? rest : { apiVersion, ...rest }
  const resources = list.resources.filter(isObject).map((resource) => {
    const definition = cluster.registry.find(group, version, String(resource.name))
    if (definition === undefined || !definition.verbs.includes('watch')) return resource
    return { ...resource, storageVersionHash: storageHash(definition) }
  })
  return { ...head, resources }
}

function storageHash({ group, version, kind, custom }: ResourceDefinition): string {
  const stored = `${group}/${custom?.storageVersion ?? version}/${kind}`
  return createHash('sha256').update(stored).digest().subarray(0, 8).toString('base64')
}
