import { readRequest } from '#kube/request-info.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import { badRequest, methodNotAllowed, noSuchResource } from '#kube/status.ts'
import type { Cluster } from './cluster.ts'
import { storageKey } from './resources/definition.ts'
import type { ResourceDefinition } from './resources/definition.ts'
import { bindPod } from './rest/binding.ts'
import { create } from './rest/create.ts'
import { removeCollection } from './rest/delete-collection.ts'
import { remove } from './rest/delete.ts'
import { get } from './rest/get.ts'
import { list } from './rest/list.ts'
import { patch } from './rest/patch.ts'
import { subresource } from './rest/subresources.ts'
import { update } from './rest/update.ts'
import { watch } from './rest/watch.ts'
import { authenticate } from './serve/authenticate.ts'
import { authorize } from './serve/authorize.ts'
import type { Context } from './serve/context.ts'
import { document } from './serve/documents.ts'
import { failed, pageNotFound, unsupportedVerb } from './serve/errors.ts'
import { headerOf, warningHeaders } from './serve/exchange.ts'
import type { ApiRequest, Answer } from './serve/exchange.ts'
import { impersonate } from './serve/impersonate.ts'
import { readTarget } from './serve/target.ts'

/** Answers one request to a cluster: who asks, for what, may he, then the handler. Never throws. */
export async function handle(cluster: Cluster, request: ApiRequest): Promise<Answer> {
  try {
    return await walk(cluster, request)
  } catch (error) {
    return failed(error, cluster.report, headerOf(request.headers, 'accept'))
  }
}

async function walk(cluster: Cluster, request: ApiRequest): Promise<Answer> {
  const { segments, query } = readTarget(request.target)
  const requester = authenticate(cluster, request)
  const info = readRequest(request.method, segments, query)
  const user = impersonate(cluster.authorizer, requester, { headers: request.headers, target: info })
  authorize(cluster, user, info)
  cluster.faults?.refuse()
  if (!info.resource) return document(cluster, request, info.path)
  const definition = find(cluster, info)
  const context: Context = { cluster, request, definition, info, query, user, warnings: [] }
  const answer = await handlerOf(context)(context)
  return definition.deprecation === undefined ? answer : warned(answer, definition.deprecation)
}

/** Whoever asks about a deprecated kind is told so, whatever the answer. */
function warned(answer: Answer, deprecation: string): Answer {
  const { warning = [] } = answer.headers
  const { warning: own = [] } = warningHeaders([deprecation])
  return { ...answer, headers: { ...answer.headers, warning: [...own, ...[warning].flat()] } }
}

/** The resource that a path names; its scope must be the path's. */
function find({ registry }: Cluster, info: ResourceRequest): ResourceDefinition {
  const definition = registry.find(info.group, info.version, info.plural)
  const across = info.verb === 'list' || info.verb === 'watch'
  const scoped =
    definition?.namespaced === true
      ? info.namespace !== undefined || across
      : info.namespace === undefined || info.plural === 'namespaces'
  if (definition !== undefined && scoped) return definition
  const builtin = registry
    .all()
    .some(
      ({ group, version, custom }) =>
        custom === undefined && group === info.group && version === info.version,
    )
  throw builtin ? noSuchResource() : pageNotFound()
}

type Handler = (context: Context) => Answer | Promise<Answer>

const handlers: Record<ResourceRequest['verb'], Handler> = {
  get,
  list,
  watch,
  create,
  update,
  patch,
  delete: remove,
  deletecollection: removeCollection,
}

function handlerOf({ definition, info, request }: Context): Handler {
  if (!['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) {
    throw unsupportedVerb(definition, '')
  }
  if (info.subresource !== undefined) return subresource
  if ((info.verb === 'update' || info.verb === 'patch') && info.name === undefined) {
    throw definition.custom === undefined ? methodNotAllowed() : badRequest('name must be provided')
  }
  if (!definition.verbs.includes(info.verb)) throw methodNotAllowed()
  if (definition.custom === undefined && info.verb === 'create' && info.name !== undefined)
    throw methodNotAllowed()
  if (info.verb === 'create' && storageKey(definition) === '/bindings') return bindPod
  return handlers[info.verb]
}
