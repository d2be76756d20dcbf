import { invalidValue, printJson } from '#kube/causes.ts'
import { messageOf } from '#kube/errors.ts'
import { applyJsonPatch } from '#kube/json-patch.ts'
import { isObject, jsonTypeName } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { mergePatch } from '#kube/merge-patch.ts'
import { badRequest, invalid, StatusError } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import type { KubeObject } from '#kube/types.ts'
import { printValue } from '#api-mock/patch/print-value.ts'
import { strategicMerge } from '#api-mock/patch/strategic.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { mediaTypeOf } from '#api-mock/serve/body.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { unsupportedMediaType } from '#api-mock/serve/errors.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { objectAnswer, readReply } from './answer.ts'
import { apply } from './apply.ts'
import { change } from './change.ts'
import { commit } from './commit.ts'
import { toType } from './decode.ts'
import { reportFields, strictTexts } from './field-validation.ts'
import { trackFields, trackingOf } from './fields.ts'
import { mergeRulesOf } from './merge-rules.ts'
import { readMetadata } from './metadata.ts'
import { readWriteOptions } from './options.ts'
import { shape } from './shape.ts'
import { checkName, find } from './update.ts'

const strategicType = 'application/strategic-merge-patch+json'

type Patching = (live: KubeObject, patch: unknown) => unknown

/** How each Content-Type changes an object; custom resources have no strategic merge. */
function patchingOf({ definition }: Context, type: string | undefined): Patching | undefined {
  switch (type) {
    case 'application/merge-patch+json':
      return mergePatch
    case 'application/json-patch+json':
      return applyJsonPatch
    case strategicType:
      return definition.custom === undefined
        ? (live, patch) => strategicMerge(live, patch, mergeRulesOf(definition))
        : undefined
    default:
      return undefined
  }
}

/** PATCH of an object or of its status: merge, JSON, strategic merge, or server-side apply. */
export async function patch(context: Context): Promise<Answer> {
  const type = mediaTypeOf(context.request)
  if (type === 'application/apply-patch+yaml') return await apply(context)
  const patching = patchingOf(context, type)
  if (patching === undefined) throw unsupportedMediaType(acceptedPatches(context))
  const reply = readReply(context)
  const options = readWriteOptions(context, 'PatchOptions')
  const text = (await context.request.body()).toString('utf8')
  const document = readPatch(text, type)
  const { manager } = options
  const stored = await commit(context, options, (transaction) => {
    const live = find(context, transaction)
    const before = toObject(context.definition, live)
    const object = patched(context, before, document, patching)
    const wanted = trackFields(trackingOf(context), { object, live: before, manager })
    return change(context, transaction, { live, wanted })
  })
  return objectAnswer(context, stored, reply)
}

function acceptedPatches({ definition }: Context): string[] {
  const strategic = definition.custom === undefined ? [strategicType] : []
  return [
    'application/json-patch+json',
    'application/merge-patch+json',
    ...strategic,
    'application/apply-patch+yaml',
  ]
}

function readPatch(text: string, type: string | undefined): unknown {
  const list = type === 'application/json-patch+json'
  const prefix = type === strategicType ? '' : 'error decoding patch: '
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    throw badRequest(`${prefix}${messageOf(error)}`)
  }
  if (!list && !isObject(value)) {
    throw badRequest(
      `${prefix}json: cannot unmarshal ${jsonTypeName(value)} into Go value of type map[string]interface {}`,
    )
  }
  return value
}

/** The patched object in the form of its kind; throws StatusError when it is none any more. */
function patched(context: Context, live: KubeObject, document: unknown, patching: Patching): KubeObject {
  const { definition } = context
  const value = patching(live, document)
  if (!isObject(value)) throw badRequest('the patched object is not an object')
  const typed = patchedType(context, value, document)
  const { object: read, unknown: unknownMetadata } = readMetadata(definition, typed.value)
  const { object, unknown } = shape(definition, read)
  reportPatched(context, value, [...typed.unknown, ...unknownMetadata, ...unknown])
  checkName(context, object)
  return object
}

/** A strategic patch is put onto the Go value, so that what does not fit is refused in other words. */
function patchedType(context: Context, value: JsonObject, document: unknown): ReturnType<typeof toType> {
  try {
    return toType(context.definition, value)
  } catch (error) {
    const [, type] = (error instanceof StatusError && /of type (\S+)$/.exec(error.message)) || []
    if (mediaTypeOf(context.request) !== strategicType || type === undefined) throw error
    const cause = invalidValue('patch', printValue(document), `unrecognized type: ${type}`)
    throw invalid({ group: '', kind: '', name: '' }, [cause])
  }
}

/** A strict patch is refused with the whole object that it would have made. */
function reportPatched(context: Context, value: unknown, unknown: readonly string[]): void {
  const strict = context.query.get('fieldValidation') === 'Strict'
  if (!strict) {
    reportFields(context, { duplicates: [], unknown })
    return
  }
  const texts = strictTexts({ duplicates: [], unknown })
  if (texts.length === 0) return
  const cause = invalidValue('patch', printJson(value), `strict decoding error: ${texts.join(', ')}`)
  throw invalid({ group: '', kind: '', name: '' }, [cause])
}
