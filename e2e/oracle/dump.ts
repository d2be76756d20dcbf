import { send } from './exchange.ts'
import { isObject, parseJson, textOf } from './json.ts'
import { normalise } from './normalise.ts'
import type { Target } from './replay.ts'
import type { Json } from './scenario.ts'

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/**
 * What the server has built in, to check hand-written tables against: the
 * aggregated discovery documents of `/api` and `/apis`, and the columns of each
 * kind that can be listed. To be asked before any CRD is made.
 */
export async function dumpBuiltIns(target: Target): Promise<{ discovery: Json; columns: Json }> {
  const discovery = {
    '/api': await getJson(target, '/api', aggregated),
    '/apis': await getJson(target, '/apis', aggregated),
  }
  const columns: { [path: string]: Json } = {}
  for (const path of listable(discovery)) {
    const table = await getJson(target, path, 'application/json;as=Table;v=v1;g=meta.k8s.io')
    if (isObject(table)) columns[path] = table.columnDefinitions ?? null
  }
  return { discovery: stable(discovery), columns }
}

function stable(body: Json): Json {
  const request = { as: 'admin', method: 'GET', path: '' } as const
  const [step] = normalise([{ name: 'dump', request, response: { status: 200, headers: {}, body } }])
  return step?.response.body ?? null
}

async function getJson(target: Target, path: string, accept: string): Promise<Json> {
  const headers = { accept, authorization: `Bearer ${target.tokens.admin}` }
  const answer = await send(
    { method: 'GET', url: target.baseUrl + path, headers, body: undefined },
    target.ca,
  )
  const chunks: Uint8Array[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return parseJson(Buffer.concat(chunks).toString('utf8'))
}

function listable(discovery: { [root: string]: Json }): string[] {
  return Object.entries(discovery).flatMap(([root, document]) =>
    objects(document, 'items').flatMap((group) =>
      objects(group, 'versions').flatMap((version) => {
        const name = isObject(group.metadata) ? textOf(group.metadata.name) : ''
        const prefix = [root, name, textOf(version.version)].filter((part) => part !== '').join('/')
        return objects(version, 'resources')
          .filter(({ verbs }) => Array.isArray(verbs) && verbs.includes('list'))
          .map(({ resource }) => `${prefix}/${textOf(resource)}`)
      }),
    ),
  )
}

function objects(parent: Json, key: string): { [key: string]: Json }[] {
  const list = isObject(parent) ? parent[key] : undefined
  return Array.isArray(list) ? list.filter(isObject) : []
}
