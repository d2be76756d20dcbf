import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { auditPaths, auditResults, type AuditItem, type AuditPage } from '#api/audit.ts'
import { badRequest } from '#kube/status.ts'
import { auditLines, readAudit, type AuditFilter } from '#server/gateway/audit-log.ts'
import type { Context } from '#server/gateway/context.ts'
import { ownAnswerHeaders } from '#server/gateway/headers.ts'
import { takePlace } from '#server/gateway/limits.ts'
import { platformAdmin } from './platform-admin.ts'

const mostItems = 500
const usualItems = 100

/** Bytes that may wait for somebody who follows and does not read. */
const mostWaiting = 64 * 1024

/** Nobody asks for the head of these. */
const getAlone = { exposeHeadRoute: false }

/** The audit file of this server, for platform admins. Reading it writes no line. */
export function auditEndpoints(app: FastifyInstance, context: Context): void {
  const { audit } = context
  app.get(auditPaths.page, getAlone, (request) => {
    platformAdmin(context, request.raw, 'audit')
    return pageOf(context, queryOf(request.query))
  })
  app.get(auditPaths.lines, getAlone, (request, reply) => {
    const { identity } = platformAdmin(context, request.raw, 'audit')
    reply.raw.once('close', takePlace(identity.user))
    reply.header('content-type', 'application/x-ndjson')
    reply.header('content-disposition', 'attachment; filename="audit.jsonl"')
    return reply.send(Readable.from(auditLines(audit.file, filterOf(queryOf(request.query)))))
  })
  /** One event for each new entry; it says nothing of it, so that no filter has to be known here. */
  app.get(auditPaths.follow, getAlone, (request, reply) => {
    const { identity, key } = platformAdmin(context, request.raw, 'audit')
    const response = reply.raw
    response.once('close', takePlace(identity.user))
    reply.hijack()
    response.writeHead(200, { ...ownAnswerHeaders, 'content-type': 'text/event-stream' })
    response.write(': entries\n\n')
    const unsubscribe = audit.subscribe(() => {
      if (response.writableLength > mostWaiting) response.destroy()
      else response.write('data: 1\n\n')
    })
    const end = (): void => void response.destroy()
    const close = context.streams.open({ identity, keyName: key.name, scope: key.scope, end })
    response.once('close', () => {
      unsubscribe()
      close()
    })
  })
}

async function pageOf(context: Context, query: Query): Promise<AuditPage> {
  const limit = numberOf(query, 'limit') ?? usualItems
  if (limit < 1 || limit > mostItems) throw badRequest(`limit must be 1 to ${mostItems}`)
  const window = { limit, before: numberOf(query, 'before') }
  const page = await readAudit(context.audit.file, filterOf(query), window)
  return { ...page, items: page.items.map((item) => named(context, item)) }
}

/** What the owner of the key calls it, as long as the key is there. */
function named({ directory }: Context, item: AuditItem): AuditItem {
  const title = directory.callerByKeyName(item.accessKey)?.key.displayName ?? ''
  return title === '' ? item : { ...item, keyTitle: title }
}

type Query = Readonly<Record<string, string>>

function queryOf(query: unknown): Query {
  const entries = Object.entries(query ?? {}).filter(([, value]) => typeof value === 'string' && value !== '')
  return Object.fromEntries(entries)
}

function numberOf(query: Query, name: string): number | undefined {
  const text = query[name]
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`${name} is not a number`)
  return Number(text)
}

function filterOf(query: Query): AuditFilter {
  const { user, verb, project, object } = query
  const result = auditResults.find((known) => known === query['result'])
  if (query['result'] !== undefined && result === undefined)
    throw badRequest(`result must be one of ${auditResults.join(', ')}`)
  const [since, until] = [timeOf(query, 'since'), timeOf(query, 'until')]
  return {
    ...(user === undefined ? {} : { user }),
    ...(verb === undefined ? {} : { verb }),
    ...(project === undefined ? {} : { project }),
    ...(object === undefined ? {} : { object }),
    ...(result === undefined ? {} : { result }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
}

function timeOf(query: Query, name: string): number | undefined {
  const text = query[name]
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw badRequest(`${name} is not a time of RFC 3339`)
  return time
}
