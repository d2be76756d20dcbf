import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { StartSettings } from '#api/settings.ts'
import { failure, StatusError } from '#kube/status.ts'
import { kubernetesVersion } from '#kube/version.ts'
import { ownAnswerHeaders } from '#server/gateway/headers.ts'
import type { Context } from '#server/gateway/context.ts'
import { hasSession, identify, readCookie, sessionCookie } from '#server/gateway/identify.ts'
import about from '#package' with { type: 'json' }
import { subjectOf } from '#server/identity/identity.ts'
import { keyName } from '#server/identity/keys.ts'
import { sessionSeconds } from '#server/config.ts'
import { terminalEndpoints } from '#server/terminal/endpoints.ts'
import type { Terminals } from '#server/terminal/terminals.ts'
import { kubeconfigTargetOf, type TargetNames } from './kubeconfig-target.ts'
import { makeKubeconfig } from './kubeconfigs.ts'
import { auditEndpoints } from './own-audit.ts'
import { clusterEndpoint } from './own-clusters.ts'
import { noteOwn } from './own-note.ts'
import { preferenceEndpoints } from './own-preferences.ts'
import { settingsEndpoint } from './own-settings.ts'

/** What Aerie's own endpoints need. */
export interface OwnOptions {
  context: Context
  /** What platform admins are shown of how the server was started. */
  settings: StartSettings
  terminals: Terminals
  /** Whether everything is up: installed, seeded, watches in. */
  ready(): boolean
  /** What whoever sees the clusters must know of them; the version document says it. */
  notice?: string
  /** Where the documentation is. */
  docs?: string
  /** People whom the sign-in page of a demo introduces. */
  demoPeople: readonly { username: string; displayName: string; hint: string }[]
}

const credentials = {
  body: {
    type: 'object',
    required: ['username', 'password'],
    properties: {
      username: { type: 'string', minLength: 1, maxLength: 253 },
      password: { type: 'string', minLength: 1, maxLength: 1024 },
    },
  },
} as const

interface Credentials {
  Body: { username: string; password: string }
}

const named = { type: 'string', minLength: 1, maxLength: 63 } as const

/** What a kubeconfig is for: a cluster, a space or a virtual cluster of a project, or, without a word, the management API. */
const kubeconfigTarget = {
  body: {
    type: ['object', 'null'],
    properties: { cluster: named, project: named, space: named, virtualCluster: named },
  },
} as const

interface KubeconfigTarget {
  Body: TargetNames | null
}

/** Aerie's own endpoints; the table of routes says who may call them, and has been asked before. */
export async function ownEndpoints(options: OwnOptions): Promise<FastifyInstance> {
  const { context } = options
  const { accounts } = context
  const app = fastify({ bodyLimit: 64 * 1024, exposeHeadRoutes: true, forceCloseConnections: false })
  app.addHook('onSend', async (_, reply) => {
    reply.headers(ownAnswerHeaders)
  })
  app.setErrorHandler((error, _, reply) => {
    const known = error instanceof StatusError ? error : statusOf(error)
    if (known.code >= 500) context.report(error)
    const { retryAfterSeconds } = known.status.details ?? {}
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    return reply.code(known.code).send(known.status)
  })

  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(failure(404, 'NotFound', `there is no ${request.method} ${request.url} here`)),
  )

  /** Each of these endpoints makes a key, which is noted before. */
  const note = (request: FastifyRequest, reply: FastifyReply, subject: string, accessKey = '') =>
    noteOwn(context, request, reply, subject, accessKey)

  app.get('/healthz', () => 'ok')
  app.get('/readyz', (_, reply) => {
    if (options.ready() && context.directory.downFor() < 5_000) return 'ok'
    return reply.code(503).send('starting')
  })
  app.get('/version', () => versionDocument(options))
  app.get('/metrics', async (_, reply) => {
    reply.type(context.metrics.registry.contentType)
    return context.metrics.registry.metrics()
  })

  app.get('/auth/methods', (request) => ({
    methods: { password: { enabled: true } },
    signedIn: hasSession(context, request.raw),
    ...(options.demoPeople.length === 0 ? {} : { demo: { people: options.demoPeople } }),
  }))
  /** Checks a password and makes the key of a session; noted before, as every change is. */
  async function signIn(request: FastifyRequest<Credentials>, reply: FastifyReply, displayName: string) {
    const { username, password } = request.body
    const user = await accounts.signIn(username, password, request.ip)
    await note(request, reply, subjectOf(user.metadata.name))
    // From where, so that its owner knows it among others.
    const description = `${request.ip} ${(request.headers['user-agent'] ?? '').slice(0, 200)}`.trim()
    const { key } = await accounts.makeKey({
      user,
      type: 'Login',
      displayName,
      description,
      seconds: sessionSeconds,
    })
    return { key, who: { user: user.metadata.name, username } }
  }
  app.post<Credentials>('/auth/session', { schema: credentials }, async (request, reply) => {
    const { key, who } = await signIn(request, reply, 'Browser session')
    reply.code(201).header('set-cookie', sessionCookie(request.raw, key, sessionSeconds))
    return who
  })
  app.post<Credentials>('/auth/password/login', { schema: credentials }, async (request, reply) => {
    const { key, who } = await signIn(request, reply, 'Command-line sign-in')
    reply.code(201)
    return { ...who, accessKey: key }
  })
  app.post('/auth/logout', async (request, reply) => {
    const key = readCookie(request.raw)
    if (key !== undefined && context.directory.callerOf(key) !== undefined)
      await accounts.voidKey(keyName(key))
    return reply
      .code(204)
      .header('set-cookie', sessionCookie(request.raw, '', 0))
      .send()
  })
  app.post<KubeconfigTarget>('/auth/kubeconfig', { schema: kubeconfigTarget }, async (request, reply) => {
    const { identity, key: used } = identify(context, request.raw)
    const target = kubeconfigTargetOf(context, identity, request.body ?? {})
    await note(request, reply, identity.subject, used.name)
    return reply.code(201).send(await makeKubeconfig(context, identity, { target }))
  })
  preferenceEndpoints(app, context)
  auditEndpoints(app, context)
  clusterEndpoint(app, context)
  settingsEndpoint(app, context, options.settings)
  terminalEndpoints(app, context, options.terminals, note)
  await app.ready()
  return app
}

/**
 * `version` is the one answer that every client of the contract takes (management-api §1.2); `aerie`, `notice`
 * and `docs` are our own.
 */
function versionDocument({ notice, docs }: OwnOptions) {
  return {
    version: 'v0.0.0',
    major: '0',
    minor: '0',
    kubeVersion: kubernetesVersion.gitVersion,
    aerie: about.version,
    ...(notice === undefined ? {} : { notice }),
    ...(docs === undefined ? {} : { docs }),
  }
}

/** Fastify's own refusals (bad JSON, wrong fields, too large) in Kubernetes' words. */
function statusOf(error: unknown): StatusError {
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown }
  if (typeof statusCode !== 'number' || statusCode >= 500) {
    return new StatusError(
      failure(500, 'InternalError', 'Internal error occurred: the gateway could not answer this request'),
    )
  }
  const reason =
    statusCode === 413
      ? 'RequestEntityTooLarge'
      : statusCode === 415
        ? 'UnsupportedMediaType'
        : statusCode === 404
          ? 'NotFound'
          : 'BadRequest'
  return new StatusError(failure(statusCode, reason, String(message)))
}
