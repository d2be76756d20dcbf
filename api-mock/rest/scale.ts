import { applyJsonPatch } from '#kube/json-patch.ts'
import { evaluate } from '#kube/json-path.ts'
import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import { formatRequirements, requirementsOf } from '#kube/label-selector.ts'
import { mergePatch } from '#kube/merge-patch.ts'
import { badRequest, invalid, notFound } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import type { KubeObject } from '#kube/types.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { CustomResource, ResourceDefinition } from '#api-mock/resources/definition.ts'
import { toObject } from '#api-mock/resources/objects.ts'
import { mediaTypeOf } from '#api-mock/serve/body.ts'
import { namespaceOf, subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { unsupportedMediaType } from '#api-mock/serve/errors.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import type { Stored } from '#api-mock/store/stored.ts'
import { encoded, readReply } from './answer.ts'
import { change } from './change.ts'
import { commit } from './commit.ts'
import { trackFields, trackingOf } from './fields.ts'
import { readWriteOptions } from './options.ts'
import { find } from './update.ts'

/** GET of `autoscaling/v1` Scale: an object reduced to its number of replicas. */
export function getScale(context: Context): Answer {
  const { cluster, definition, info } = context
  const stored = cluster.store.get(storageKey(definition), namespaceOf(context), info.name ?? '')
  if (stored === undefined) throw notFound(subjectOf(context))
  return scaleAnswer(context, stored)
}

export async function updateScale(context: Context): Promise<Answer> {
  const scale = parseJson((await context.request.body()).toString('utf8'))
  return await writeScale(context, 'UpdateOptions', () => scale)
}

export async function patchScale(context: Context): Promise<Answer> {
  const patch = parseJson((await context.request.body()).toString('utf8'))
  const type = mediaTypeOf(context.request)
  const strategic = context.definition.custom === undefined ? ['application/strategic-merge-patch+json'] : []
  if (type === 'application/json-patch+json') {
    return await writeScale(context, 'PatchOptions', (scale) => applyJsonPatch(scale, patch))
  }
  // A Scale has no lists, so that a strategic merge patch does what a merge patch does.
  if (type !== 'application/merge-patch+json' && !strategic.includes(type ?? '')) {
    throw unsupportedMediaType(['application/json-patch+json', 'application/merge-patch+json', ...strategic])
  }
  return await writeScale(context, 'PatchOptions', (scale) => mergePatch(scale, patch))
}

async function writeScale(
  context: Context,
  kind: 'UpdateOptions' | 'PatchOptions',
  edit: (scale: KubeObject) => unknown,
): Promise<Answer> {
  const { definition } = context
  const options = readWriteOptions(context, kind)
  const { manager } = options
  const stored = await commit(context, options, (transaction) => {
    const live = find(context, transaction)
    const old = toObject(definition, live)
    const scale = edit(scaleOf(context, live))
    const replicas = isObject(scale) && isObject(scale.spec) ? (scale.spec.replicas ?? 0) : undefined
    if (typeof replicas !== 'number') throw badRequest('the body is no Scale')
    if (replicas < 0) throw negative(definition, live, replicas)
    const object = withVersion(withReplicas(old, pathsOf(definition).specReplicasPath, replicas), scale)
    const tracked = trackFields(trackingOf(context), { object, live: old, manager })
    const wanted = definition.custom === undefined ? withoutTime(tracked) : tracked
    return change(context, transaction, { live, wanted })
  })
  return scaleAnswer(context, stored)
}

/** Real servers note no time for who scales a built-in kind. */
function withoutTime(object: KubeObject): KubeObject {
  const managedFields = object.metadata.managedFields?.map((entry) => {
    const { time: _time, ...rest } = entry
    return entry.subresource === 'scale' ? rest : entry
  })
  return managedFields === undefined ? object : { ...object, metadata: { ...object.metadata, managedFields } }
}

/** A Scale that names a version is for that one only. */
function withVersion(object: KubeObject, scale: unknown): KubeObject {
  const given = isObject(scale) && isObject(scale.metadata) ? scale.metadata.resourceVersion : undefined
  if (typeof given !== 'string' || given === '') return object
  return { ...object, metadata: { ...object.metadata, resourceVersion: given } }
}

function negative({ custom }: ResourceDefinition, { name }: Stored, replicas: number): Error {
  const why = custom === undefined ? 'must be greater than or equal to 0' : 'should be a non-negative integer'
  const message = `Invalid value: ${replicas}: ${why}`
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }]
  return invalid({ group: 'autoscaling', kind: 'Scale', name }, causes)
}

function scaleAnswer(context: Context, stored: Stored): Answer {
  return encoded(JSON.stringify(scaleOf(context, stored)), readReply(context))
}

function scaleOf({ definition }: Context, stored: Stored): KubeObject {
  const object = toObject(definition, stored)
  const paths = pathsOf(definition)
  const at = (path: string | undefined): unknown =>
    path === undefined ? undefined : evaluate(path, object)[0]
  const selector = definition.custom === undefined ? ownSelector(object) : at(paths.labelSelectorPath)
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      creationTimestamp: creationTimestamp ?? null,
    },
    spec: specOf(at(paths.specReplicasPath)),
    status: {
      replicas: at(paths.statusReplicasPath) ?? 0,
      ...(typeof selector === 'string' && selector !== '' ? { selector } : {}),
    },
  }
}

const builtInPaths = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' }

function pathsOf({ custom }: ResourceDefinition): NonNullable<CustomResource['scale']> {
  return custom?.scale ?? builtInPaths
}

/** The selector of a built-in kind is a LabelSelector, that of a ReplicationController a map of labels. */
function ownSelector({ spec }: KubeObject): string {
  const { selector } = isObject(spec) ? spec : {}
  if (!isObject(selector)) return ''
  const old = !isObject(selector.matchLabels) && !Array.isArray(selector.matchExpressions)
  return formatRequirements(requirementsOf(old ? { matchLabels: selector } : selector) ?? [])
}

function specOf(replicas: unknown): JsonObject {
  return replicas === undefined || replicas === 0 ? {} : { replicas }
}

/** The path is one of fields below `.spec`, as the definition was checked for. */
function withReplicas(object: KubeObject, path: string, replicas: number): KubeObject {
  const keys = path.split('.').filter((key) => key !== '')
  return setAt(object, keys, replicas) as KubeObject
}

function setAt(value: unknown, [key, ...rest]: readonly string[], replicas: number): unknown {
  if (key === undefined) return replicas
  const object = isObject(value) ? value : {}
  return { ...object, [key]: setAt(object[key], rest, replicas) }
}
