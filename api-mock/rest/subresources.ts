import { methodNotAllowed, noSuchResource, notFound } from '#kube/status.ts'
import { podLog } from '#api-mock/kubelet/pod-log.ts'
import { subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { unsupportedVerb } from '#api-mock/serve/errors.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
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
