import type { IncomingMessage } from 'node:http'
import { readRequest } from '#kube/request-info.ts'
import { methodNotAllowed } from '#kube/status.ts'
import { isLog, passToLog } from './answers/log.ts'
import { isInstances, isLookedInto, shownInstance } from './bodies.ts'
import type { Admitted, Context } from './context.ts'
import { decide } from './decide.ts'
import { decidedGroup } from './headers.ts'
import { passToKeys } from './keys.ts'
import type { Passage } from './pass.ts'
import {
  eventReducer,
  reduceList,
  shapeOf,
  showAnswer,
  upstreamAccept,
  type Shape,
  type Shown,
} from './reduce.ts'
import { isOfKeys } from './scope.ts'
import { pathBelow } from './target.ts'
import type { Identity } from '#server/identity/identity.ts'

/** What an API server takes for a resource; HEAD and OPTIONS are for documents. */
const resourceMethods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Decides on a request below `/kubernetes/management` that is not the gateway's own to answer, or throws. It
 * goes on as decided, and where the caller does not see everything, a collection comes back reduced.
 */
export async function passToManagement(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
): Promise<Passage> {
  const { caller, target, accept } = admitted
  const method = request.method ?? ''
  const info = readRequest(method, target.segments.slice(2), target.query)
  if (!resourceMethods.has(method)) throw methodNotAllowed()
  if (info.resource && isOfKeys(info))
    return passToKeys(context, admitted, info, request.headers.upgrade !== undefined)
  // Such a write has been answered before, unless it asks for an upgrade: none passes unseen.
  if (isLookedInto(info)) throw methodNotAllowed()
  const { request: decided, admits } = await decide(context.directory, caller.identity, info)
  if (isLog(decided)) return passToLog({ context, admitted, request, info: decided })
  const outgoing = {
    connection: context.management,
    as: { identity: caller.identity, groups: [decidedGroup] },
    path: pathBelow(target, 2),
    search: target.search,
  }
  const { verb, plural } = decided
  const shape = shapeOf(accept, target.query.get('includeObject'))
  const shown = shownTo(caller.identity, plural, shape)
  if (admits === undefined && shown === undefined) return { info, outgoing }
  const collection = verb === 'list' || verb === 'watch'
  const seen = admits ?? (() => true)
  const reduction = {
    plural,
    accept: upstreamAccept(shape),
    list: (text: string) =>
      collection ? reduceList(text, shape, seen, shown) : showAnswer(text, shape, shown),
    events: () => eventReducer(shape, seen, shown),
  }
  if (!collection || shape.form !== 'table') return { info, outgoing, reduction }
  // A reduced table needs whole objects to decide on, whatever the client asked to see of them.
  const query = new URLSearchParams(target.search)
  query.set('includeObject', 'Object')
  return { info, outgoing: { ...outgoing, search: `?${query}` }, reduction }
}

/** How objects of a kind are shown to somebody; undefined where they are as they are stored, or not shown whole. */
export function shownTo(identity: Identity, plural: string, shape: Shape): Shown | undefined {
  if (!isInstances(plural) || shape.form === 'metadata') return undefined
  if (shape.form === 'table' && shape.include !== 'Object') return undefined
  return (object) => shownInstance(identity, plural, object)
}
