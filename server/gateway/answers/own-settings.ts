import type { FastifyInstance } from 'fastify'
import { mostPreferences } from '#api/preferences.ts'
import { settingsPath, type Settings, type StartSettings } from '#api/settings.ts'
import { sessionSeconds, shortestPassword } from '#server/config.ts'
import type { Context } from '#server/gateway/context.ts'
import { mostBodyBytes, mostPerUser } from '#server/gateway/limits.ts'
import { platformAdmin } from './platform-admin.ts'

/** How the server is set up, for platform admins; nothing in it is secret. */
export function settingsEndpoint(app: FastifyInstance, context: Context, started: StartSettings): void {
  app.get(settingsPath, { exposeHeadRoute: false }, (request): Settings => {
    platformAdmin(context, request.raw, 'settings')
    return {
      ...started,
      address: context.address,
      instanceID: context.instanceID,
      signIn: [{ method: 'password', shortestPassword, sessionSeconds }],
      limits: {
        requestBytes: mostBodyBytes,
        requestsPerPerson: mostPerUser,
        preferencesBytes: mostPreferences,
      },
    }
  })
}
