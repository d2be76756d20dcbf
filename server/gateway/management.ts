import type { IncomingMessage } from 'node:http'
import { readRequest } from '#kube/request-info.ts'
import { methodNotAllowed } from '#kube/status.ts'
import type { Admitted, Context } from './context.ts'
import { decide } from './decide.ts'
import { decidedGroup } from './headers.ts'
import { passToKeys } from './keys.ts'
import type { Passage } from './pass.ts'
import { eventReducer, reduceList, shapeOf, upstreamAccept } from './reduce.ts'
import { isOfKeys } from './scope.ts'
import { pathBelow } from './target.ts'

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
  const applies = request.headers['content-type']?.startsWith('application/apply-patch') === true
  const { request: decided, admits } = await decide(context.directory, caller.identity, info, { applies })
  const outgoing = {
    connection: context.management,
    as: { identity: caller.identity, groups: [decidedGroup] },
    path: pathBelow(target, 2),
    search: target.search,
  }
  if (admits === undefined) return { info, outgoing }
  const shape = shapeOf(accept, target.query.get('includeObject'))
  const query = new URLSearchParams(target.search)
  // A reduced table needs whole objects to decide on, whatever the client asked to see of them.
  if (shape.form === 'table') query.set('includeObject', 'Object')
  const search = query.size === 0 ? '' : `?${query}`
  const reduction = {
    plural: decided.plural,
    accept: upstreamAccept(shape),
    list: (text: string) => reduceList(text, shape, admits),
    events: () => eventReducer(shape, admits),
  }
  return { info, outgoing: { ...outgoing, search }, reduction }
}
