import type { IncomingMessage, ServerResponse } from 'node:http'
import { kinds } from '#api/kinds.ts'
import type { Kind } from '#api/kind.ts'
import { readRequest, type ResourceRequest } from '#kube/request-info.ts'
import { methodNotAllowed } from '#kube/status.ts'
import { isLookedInto } from './bodies.ts'
import { change } from './change.ts'
import type { Admitted, Context } from './context.ts'
import { create } from './create.ts'
import { decide } from './decide.ts'
import { closing, type Answer } from './forward.ts'
import { answerHeaders, decidedGroup } from './headers.ts'
import { shownTo } from './management.ts'
import { note } from './pass.ts'
import { shapeOf, showAnswer } from './reduce.ts'
import { pathBelow } from './target.ts'
import { readWritten } from './written.ts'
import type { Write } from './writing.ts'

/**
 * Answers a write that depends on what is in it; false leaves the request to others. It is decided on as any other,
 * noted, held against the rules of its kind, reserved where it counts, and goes upstream as the caller.
 */
export async function writeManagement(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { caller, target, accept } = admitted
  const info = readRequest(request.method ?? '', target.segments.slice(2), target.query)
  const kind = isLookedInto(info) ? kindOf(info) : undefined
  if (!isLookedInto(info) || kind === undefined) return false
  if ((info.verb === 'create') === (info.name !== undefined)) throw methodNotAllowed()
  const applies = /^application\/apply-patch\b/i.test(request.headers['content-type'] ?? '')
  await decide(context.directory, caller.identity, info, { applies })
  const body = await readWritten(request)
  await note(context, admitted, request, info.verb)
  const dryRun = target.query.getAll('dryRun')
  const write: Write = {
    context,
    identity: caller.identity,
    request,
    info,
    kind,
    body,
    dry: dryRun.length > 0 && dryRun.every((what) => what === 'All'),
    shape: shapeOf(accept, target.query.get('includeObject')),
    accept: accept ?? 'application/json',
    outgoing: {
      connection: context.management,
      as: { identity: caller.identity, groups: [decidedGroup] },
      path: pathBelow(target, 2),
      search: target.search,
    },
    signal: closing(response),
  }
  sendWritten(write, await (info.verb === 'create' ? create(write) : change(write)), response)
  return true
}

function kindOf({ plural, version }: ResourceRequest): Kind | undefined {
  return kinds.find((kind) => kind.plural === plural && kind.version === version)
}

function sendWritten({ identity, kind, shape }: Write, answer: Answer, response: ServerResponse): void {
  const shown = answer.code < 300 ? shownTo(identity, kind.plural, shape) : undefined
  const bytes = Buffer.from(showAnswer(answer.text, shape, shown))
  const { 'content-length': _, etag: __, ...headers } = answerHeaders(answer.headers)
  response.writeHead(answer.code, { ...headers, 'content-length': bytes.length })
  response.end(bytes)
}
