import type { FastifyInstance } from 'fastify'
import { preferencesPath } from '#api/preferences.ts'
import { isObject } from '#kube/json.ts'
import { badRequest } from '#kube/status.ts'
import type { Context } from '#server/gateway/context.ts'
import { identify } from '#server/gateway/identify.ts'
import { changePreferences, readPreferences } from '#server/identity/preferences.ts'

/**
 * One's own preferences; nobody else's have an address. They give nobody anything, and every visited page changes
 * them: they are not in the audit file, which would otherwise say who reads what.
 */
export function preferenceEndpoints(app: FastifyInstance, context: Context): void {
  const callerOf = (request: Parameters<typeof identify>[1]) => identify(context, request).identity
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  )
  app.get(preferencesPath, (request) => readPreferences(context.client, callerOf(request.raw)))
  app.patch(preferencesPath, (request) => {
    if (!isObject(request.body)) throw badRequest('the body is not a merge patch of preferences')
    return changePreferences(context.client, callerOf(request.raw), request.body)
  })
}
