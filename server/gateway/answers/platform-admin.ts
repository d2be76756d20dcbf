import type { IncomingMessage } from 'node:http'
import { forbidden } from '#kube/status.ts'
import type { Context, Identified } from '#server/gateway/context.ts'
import { identify } from '#server/gateway/identify.ts'

/** Who is asking for what is for platform admins alone; throws 403 for anybody else. */
export function platformAdmin(context: Context, request: IncomingMessage, what: string): Identified {
  const caller = identify(context, request)
  if (caller.identity.admin) return caller
  const { subject } = caller.identity
  throw forbidden(
    { group: '', plural: what },
    `User "${subject}" cannot read ${what}: it is for platform admins`,
  )
}
