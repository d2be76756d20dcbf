import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { badRequest } from '#kube/status.ts'
import { kubeconfigTargetOf } from '#server/gateway/answers/kubeconfig-target.ts'
import type { Context } from '#server/gateway/context.ts'
import { identify } from '#server/gateway/identify.ts'
import { routeOf } from '#server/gateway/routes.ts'
import { readTarget } from '#server/gateway/target.ts'
import type { Terminals } from './terminals.ts'

interface Started {
  Querystring: { target: string }
}

interface Named {
  Params: { session: string }
}

const asked = {
  querystring: {
    type: 'object',
    required: ['target'],
    properties: { target: { type: 'string', minLength: 1, maxLength: 512 } },
  },
} as const

/** What is asked of kubectl shells beside being in one, which is a WebSocket at the address of the session. */
export function terminalEndpoints(
  app: FastifyInstance,
  context: Context,
  terminals: Terminals,
  note: (request: FastifyRequest, reply: FastifyReply, subject: string, accessKey: string) => Promise<void>,
): void {
  app.get('/terminal', () => terminals.possibility())
  /** The address of the API server that the shell is for is in the query, so that the audit file has it. */
  app.post<Started>('/terminal/sessions', { schema: asked }, async (request, reply) => {
    const caller = identify(context, request.raw)
    const target = kubeconfigTargetOf(context, caller.identity, targetBelow(request.query.target))
    await note(request, reply, caller.identity.subject, caller.key.name)
    return reply.code(201).send({ id: await terminals.start(caller, target) })
  })
  app.get<Named>('/terminal/sessions/:session', (request) => {
    terminals.find(identify(context, request.raw), request.params.session)
    return { id: request.params.session }
  })
  app.delete<Named>('/terminal/sessions/:session', async (request, reply) => {
    const session = terminals.find(identify(context, request.raw), request.params.session)
    session.end('closed')
    await session.ended
    return reply.code(204).send()
  })
}

/** Reads the prefix of an API server, such as `/kubernetes/cluster/eu-west`. */
function targetBelow(prefix: string): Parameters<typeof kubeconfigTargetOf>[2] {
  const { segments } = readTarget(prefix)
  const [, , first = '', , name = ''] = segments
  switch (routeOf('GET', segments).answerer) {
    case 'management':
      return {}
    case 'cluster':
      return { cluster: first }
    case 'space':
      return { project: first, space: name }
    case 'virtualCluster':
      return { project: first, virtualCluster: name }
    default:
      throw badRequest('the target of a shell is the prefix of an API server')
  }
}
