import { methodNotAllowed, noSuchResource, notFound } from '#kube/status.ts'
import { podLog } from '#api-mock/kubelet/pod-log.ts'
import { subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { unsupportedVerb } from '#api-mock/serve/errors.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { requestToken } from './account-token.ts'
import { bindPod } from './binding.ts'
import { evict } from './eviction.ts'
import { attach } from '#api-mock/streaming/attach.ts'
import { exec } from '#api-mock/streaming/exec.ts'
import { portForward } from '#api-mock/streaming/port-forward.ts'
import { connect } from './connect.ts'
import { get } from './get.ts'
import { patch } from './patch.ts'
import { getScale, patchScale, updateScale } from './scale.ts'
import { update } from './update.ts'

type Handler = (context: Context) => Answer | Promise<Answer>

const handlers: Record<string, Partial<Record<string, Handler>>> = {
  log: { get: podLog },
  status: { get, update, patch },
  scale: { get: getScale, update: updateScale, patch: patchScale },
  finalize: { update },
  approval: { get, update, patch },
  ephemeralcontainers: { get, update, patch },
  resize: { get, update, patch },
  binding: { create: bindPod },
  eviction: { create: evict },
  token: { create: requestToken },
  // The verb of these is `create`, whatever the method.
  exec: { create: connect(exec) },
  attach: { create: connect(attach) },
  portforward: { create: connect(portForward) },
}

/** A request about a part of an object, such as its status. */
export async function subresource(context: Context): Promise<Answer> {
  const { definition, info } = context
  const { subresource: name = '' } = info
  if (!definition.subresources.has(name)) {
    throw definition.custom === undefined ? noSuchResource() : notFound(subjectOf(context))
  }
  const handler = handlers[name]?.[info.verb]
  if (handler !== undefined) return await handler(context)
  throw definition.custom === undefined ? methodNotAllowed() : unsupportedVerb(definition, info.verb)
}
