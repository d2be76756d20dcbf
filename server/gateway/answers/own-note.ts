import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '#server/gateway/context.ts'

/** Notes what one of our own endpoints is about to do; without a key yet, a sign-in names none. */
export function noteOwn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: string,
  accessKey = '',
): Promise<void> {
  const auditID = randomUUID()
  reply.raw.once('close', () => context.audit.complete(auditID, reply.raw.statusCode))
  return context.audit.append({
    auditID,
    user: subject,
    accessKey,
    sourceIP: request.ip,
    verb: 'create',
    requestURI: request.url,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 200),
  })
}
