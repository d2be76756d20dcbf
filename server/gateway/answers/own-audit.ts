import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { auditedObject, auditPaths, auditResults, type AuditItem, type AuditPage } from '#api/audit.ts'
import type { Project } from '#api/kinds/project.ts'
import { badRequest, forbidden } from '#kube/status.ts'
import { auditLines, readAudit, type AuditFilter } from '#server/gateway/audit-log.ts'
import type { Context, Identified } from '#server/gateway/context.ts'
import { ownAnswerHeaders } from '#server/gateway/headers.ts'
import { identify } from '#server/gateway/identify.ts'
import { takePlace } from '#server/gateway/limits.ts'

const mostItems = 500
const usualItems = 100

/** Bytes that may wait for somebody who follows and does not read. */
const mostWaiting = 64 * 1024

/** Nobody asks for the head of these. */
const getAlone = { exposeHeadRoute: false }

/**
 * The audit file of this server: all of it for platform admins, and for admins of a project what concerns that, when the
 * query names it. Reading it writes no line.
 */
export function auditEndpoints(app: FastifyInstance, context: Context): void {
  const { audit } = context
  const inTurn = makeTurns()
  app.get(auditPaths.page, getAlone, (request, reply) => {
    const query = queryOf(request.query)
    const reader = readerOf(context, request.raw, query)
    const { user } = reader.identity
    reply.raw.once('close', takePlace(user))
    return inTurn(user, () => pageOf(context, reader, query))
  })
  app.get(auditPaths.lines, getAlone, (request, reply) => {
    const query = queryOf(request.query)
    const reader = readerOf(context, request.raw, query)
    reply.raw.once('close', takePlace(reader.identity.user))
    reply.header('content-type', 'application/x-ndjson')
    reply.header('content-disposition', 'attachment; filename="audit.jsonl"')
    const lines = auditLines(audit.file, filterOf(reader, query), (item) => shownTo(reader, item))
    return reply.send(Readable.from(lines))
  })
  /** One event for each new entry, or for each of a project; it says nothing of it, so that no other filter has to be known here. */
  app.get(auditPaths.follow, getAlone, (request, reply) => {
    const query = queryOf(request.query)
    const { identity, key } = readerOf(context, request.raw, query)
    const { project } = query
    const response = reply.raw
    response.once('close', takePlace(identity.user))
    reply.hijack()
    response.writeHead(200, { ...ownAnswerHeaders, 'content-type': 'text/event-stream' })
    response.write(': entries\n\n')
    const unsubscribe = audit.subscribe(({ requestURI }) => {
      if (project !== undefined && auditedObject(requestURI).project !== project) return
      if (response.writableLength > mostWaiting) response.destroy()
      else response.write('data: 1\n\n')
    })
    const end = (): void => void response.destroy()
    const of = project === undefined ? {} : { project }
    const close = context.streams.open({ identity, keyName: key.name, scope: key.scope, ...of, end })
    response.once('close', () => {
      unsubscribe()
      close()
    })
  })
}

/** One page looks at much of the file where little fits; so each person has one read at a time. */
function makeTurns() {
  const last = new Map<string, Promise<unknown>>()
  return <T>(user: string, read: () => Promise<T>): Promise<T> => {
    const mine = (last.get(user) ?? Promise.resolve()).then(read, read)
    last.set(user, mine)
    const over = (): void => {
      if (last.get(user) === mine) last.delete(user)
    }
    mine.then(over, over)
    return mine
  }
}

/** Who reads, and how much: a project is set where no more than that is theirs to know. */
type Reader = Identified & { only?: Project }

/** Throws 403 for anybody else, who is not told whether there is such a project. */
function readerOf(context: Context, request: IncomingMessage, query: Query): Reader {
  const caller = identify(context, request)
  const { admin, roles, subject } = caller.identity
  if (admin) return caller
  const name = query['project'] ?? ''
  const only = roles.get(name) === 'admin' ? context.directory.projects.get(name) : undefined
  if (only !== undefined) return { ...caller, only }
  throw forbidden(
    { group: '', plural: 'audit' },
    `User "${subject}" cannot read audit: it is for platform admins, and with "project" for admins of that project`,
  )
}

async function pageOf(context: Context, reader: Reader, query: Query): Promise<AuditPage> {
  const limit = numberOf(query, 'limit') ?? usualItems
  if (limit < 1 || limit > mostItems) throw badRequest(`limit must be 1 to ${mostItems}`)
  const window = { limit, before: numberOf(query, 'before') }
  const { items, next, reached } = await readAudit(context.audit.file, filterOf(reader, query), window)
  return {
    items: items.map((item) => named(context, shownTo(reader, item))),
    ...(next === undefined ? {} : { next }),
    ...(reached === undefined || next === undefined ? {} : { reached: reachedFor(reader, reached) }),
  }
}

/**
 * What admins of a project learn of an entry: who did what, when, and what came of it. From where, by which program and
 * with which key says something of the person and nothing of the project, and is theirs to see in entries of their own.
 * Offsets say how much is written altogether, as every resourceVersion does of a cluster.
 */
function shownTo({ identity, only }: Reader, item: AuditItem): AuditItem {
  if (only === undefined || item.user === identity.subject) return item
  const { offset, time, auditID, user, verb, requestURI, code, ended } = item
  return {
    offset,
    time,
    auditID,
    user,
    verb,
    requestURI,
    ...(code === undefined ? {} : { code }),
    ...(ended === undefined ? {} : { ended }),
  }
}

/** The time of an entry that may be another project's, as exactly as it is somebody's to know. */
function reachedFor({ only }: Reader, reached: string): string {
  if (only === undefined) return reached
  return new Date(Math.floor(Date.parse(reached) / 3600_000) * 3600_000).toISOString()
}

/** What the owner of the key calls it, as long as the key is there. */
function named({ directory }: Context, item: AuditItem): AuditItem {
  const title = directory.callerByKeyName(item.accessKey ?? '')?.key.displayName ?? ''
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

function filterOf({ only }: Reader, query: Query): AuditFilter {
  const { user, verb, project, object } = query
  const result = auditResults.find((known) => known === query['result'])
  if (query['result'] !== undefined && result === undefined)
    throw badRequest(`result must be one of ${auditResults.join(', ')}`)
  const until = timeOf(query, 'until')
  // What was before a project is another one's that had its name.
  const made = only === undefined ? undefined : Date.parse(only.metadata.creationTimestamp ?? '')
  const since = laterOf(timeOf(query, 'since'), made)
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

function laterOf(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Math.max(one, other)
}

function timeOf(query: Query, name: string): number | undefined {
  const text = query[name]
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw badRequest(`${name} is not a time of RFC 3339`)
  return time
}
