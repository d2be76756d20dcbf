import { createHash } from 'node:crypto'
import type { CustomResourceDefinition } from '#kube/crd.ts'
import { crdOpenApi, openApiIndex } from '#kube/openapi.ts'
import { customResourceDefinitions } from '#api-mock/builtin/crds.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { isEstablished } from '#api-mock/crd/conditions.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { builtinOpenApi } from './builtin-openapi.ts'
import { pageNotFound } from './errors.ts'
import { jsonAnswer } from './exchange.ts'
import type { Answer } from './exchange.ts'

interface Document {
  text: string
  hash: string
}

/** Documents are made when they are first asked for, and again when the resources have changed. */
const documentsOf = new WeakMap<Cluster, Map<string, Document>>()

/** `/openapi/v3`, the index, or one of the documents below it. */
export function openApi(cluster: Cluster, path: string): Answer {
  if (path !== '/openapi/v3' && !path.startsWith('/openapi/v3/')) throw pageNotFound()
  const documents = current(cluster)
  const place = path.slice('/openapi/v3/'.length)
  if (place === '') {
    const places = [...documents].map(([each, { hash }]) => ({ place: each, hash }))
    const headers = { 'content-type': 'text/plain; charset=utf-8' }
    return { status: 200, headers, body: JSON.stringify(openApiIndex(places)) }
  }
  const document = documents.get(place)
  if (document === undefined) return { status: 404, headers: {}, body: '' }
  const answer = jsonAnswer(200, document.text)
  return { ...answer, headers: { ...answer.headers, etag: `"${document.hash}"` } }
}

function current(cluster: Cluster): Map<string, Document> {
  const known = documentsOf.get(cluster)
  if (known !== undefined) return known
  const made = make(cluster)
  documentsOf.set(cluster, made)
  return made
}

/** To be called when a cluster begins or ends to serve a resource. */
export function forgetOpenApi(cluster: Cluster): void {
  documentsOf.delete(cluster)
}

function make(cluster: Cluster): Map<string, Document> {
  const byPlace = Map.groupBy(cluster.registry.all(), placeOf)
  const crds = cluster.store
    .collection(storageKey(customResourceDefinitions))
    .list()
    .map((stored) => toObject(customResourceDefinitions, stored))
    .filter(isEstablished) as unknown as CustomResourceDefinition[]
  return new Map(
    [...byPlace]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([place, definitions]) => [place, documentOf(definitions, crds)]),
  )
}

function placeOf({ group, version }: ResourceDefinition): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`
}

function documentOf(
  definitions: readonly ResourceDefinition[],
  crds: readonly CustomResourceDefinition[],
): Document {
  const [first] = definitions
  if (first === undefined) throw new Error('a document is of at least one resource')
  if (first.custom !== undefined) return documentWith(crdOpenApi(first.group, first.version, crds))
  const known = builtins.get(placeOf(first))
  if (known !== undefined) return known
  const made = documentWith(builtinOpenApi(definitions))
  builtins.set(placeOf(first), made)
  return made
}

/** The documents of built-in kinds, by their place: they are the same in every cluster, and large. */
const builtins = new Map<string, Document>()

function documentWith(content: unknown): Document {
  const text = JSON.stringify(content)
  return { text, hash: createHash('sha512').update(text).digest('hex').slice(0, 128).toUpperCase() }
}
