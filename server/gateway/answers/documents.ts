import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { answeredShapes } from '#api/answered-kinds.ts'
import { crdOf } from '#api/crd.ts'
import { managementGroup } from '#api/kind.ts'
import { kinds } from '#api/kinds.ts'
import { ownedAccessKey, ownedAccessKeySchema } from '#api/kinds/owned-access-key.ts'
import { structural } from '#api/structural.ts'
import type { CustomResourceDefinition } from '#kube/crd.ts'
import {
  aggregatedDiscovery,
  aggregatedType,
  groupDocument,
  groupList,
  resourceList,
  wantsAggregated,
} from '#kube/discovery.ts'
import { kubernetesVersion } from '#kube/version.ts'
import { openApiV2 } from '#kube/openapi-v2.ts'
import { crdOpenApi, openApiIndex, type AnsweredKind } from '#kube/openapi.ts'
import type { Target } from '#server/gateway/target.ts'
import { served } from './served.ts'

/** A document of the management prefix, or its bytes, and its content type where that is not plain JSON. */
export interface Document {
  body: unknown
  contentType?: string
}

/** The document at a path below the management prefix, or undefined where there is none. */
export function documentAt({ segments }: Target, accept: string | undefined): Document | undefined {
  const [root, ...rest] = segments.slice(2)
  const path = rest.join('/')
  switch (root) {
    case 'version':
      return rest.length === 0 ? { body: { ...kubernetesVersion, platform: 'aerie' } } : undefined
    case 'api':
      return coreDocument(path, accept)
    case 'apis':
      if (rest.length === 0) return groupsDocument(accept)
      return found(
        rest.length === 1 ? groupDocument(path, served) : resourceList(rest[0] ?? '', rest[1] ?? '', served),
      )
    case 'openapi':
      return path === 'v2' ? openApiV2(accept ?? '') : openApiAt(path)
    default:
      return undefined
  }
}

/** What is told of each kind; keys of one's own have no part that is written apart, as what is stored has. */
const described: CustomResourceDefinition[] = [
  ...kinds.map(crdOf),
  withoutSubresources(crdOf({ ...ownedAccessKey, schema: ownedAccessKeySchema() })),
]

function withoutSubresources(crd: CustomResourceDefinition): CustomResourceDefinition {
  const versions = crd.spec.versions.map((version) => {
    const { subresources: _, ...rest } = version
    return rest
  })
  return { ...crd, spec: { ...crd.spec, versions } }
}

/** What is answered beside what is stored, and stored nowhere. */
const answered: AnsweredKind[] = served
  .filter(({ group }) => group === managementGroup)
  .flatMap(({ kind, plural, subresources = [] }) => [
    ...shapeOf(kind, { plural, verb: 'create' }),
    ...subresources.flatMap(({ name, kind: of, verbs }) =>
      shapeOf(of, { plural, subresource: name, verb: verbs.includes('create') ? 'create' : 'get' }),
    ),
  ])

function shapeOf(kind: string, where: Omit<AnsweredKind, 'kind' | 'schema'>): AnsweredKind[] {
  const shape = answeredShapes[kind]
  if (shape === undefined) return []
  const schema = { ...structural(z.toJSONSchema(shape.fields)), description: shape.description }
  return [{ kind, schema, ...where }]
}

/** The OpenAPI documents by their place; made once, since kinds do not change while the server runs. */
const openApi = new Map(
  [...new Set(kinds.map(({ group, version }) => `${group}/${version}`))].map((groupVersion) => {
    const [group = '', version = ''] = groupVersion.split('/')
    const body = crdOpenApi(group, version, described, group === managementGroup ? answered : [])
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32).toUpperCase()
    return [`apis/${groupVersion}`, { body, hash }]
  }),
)

function openApiAt(path: string): Document | undefined {
  if (path === 'v3') return { body: openApiIndex([...openApi].map(([place, { hash }]) => ({ place, hash }))) }
  const document = path.startsWith('v3/') ? openApi.get(path.slice(3)) : undefined
  return document === undefined ? undefined : { body: document.body }
}

function found(body: unknown): Document | undefined {
  return body === undefined ? undefined : { body }
}

/**
 * The core group is there and has nothing in it, no pods and no namespaces: kubectl takes a `v1` List for one that the
 * server knows only where it finds that version.
 */
function coreDocument(path: string, accept: string | undefined): Document | undefined {
  if (path === 'v1')
    return { body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'v1', resources: [] } }
  if (path !== '') return undefined
  if (!wantsAggregated(accept))
    return { body: { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] } }
  const items = [{ metadata: {}, versions: [{ version: 'v1', resources: [], freshness: 'Current' }] }]
  return { body: { ...aggregatedDiscovery([]), items }, contentType: aggregatedType }
}

function groupsDocument(accept: string | undefined): Document {
  return wantsAggregated(accept)
    ? { body: aggregatedDiscovery(served), contentType: aggregatedType }
    : { body: groupList(served) }
}
