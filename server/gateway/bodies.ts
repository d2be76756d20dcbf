import { managementGroup } from '#api/kind.ts'
import { cleanupFinalizer } from '#api/labels.ts'
import { generateName } from '#kube/names.ts'
import { isObject, isRawNumber, setField, type JsonObject } from '#kube/json.ts'
import type { RequestInfo, ResourceRequest } from '#kube/request-info.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Identity } from '#server/identity/identity.ts'
import { may, type Judged } from './may.ts'
import type { Written } from './written.ts'

/**
 * The one place where bodies of management resources change; all others pass byte for byte. Whoever calls has
 * parsed with the numbers as written, so that what is not changed here says the same as before.
 */

const instancePlurals = new Set(['spaceinstances', 'virtualclusterinstances'])

/** Whether a resource is a space or a virtual cluster. */
export function isInstances(plural: string): boolean {
  return instancePlurals.has(plural)
}

/** Whether using objects of a resource is a right of its own. */
export function areUsed(plural: string): boolean {
  return isInstances(plural) || plural === 'projectsecrets'
}

/** What keeps a new object from being gone before what is made for it; for a secret nothing is. */
export function finalizersFor(plural: string): readonly string[] {
  return plural === 'projectsecrets' ? [] : [cleanupFinalizer]
}

/** Kinds whose bodies are looked into; all others pass byte for byte. */
const lookedInto = new Set([
  'clusters',
  'projects',
  'projectsecrets',
  'spacetemplates',
  'virtualclustertemplates',
])

const writing = new Set(['create', 'update', 'patch'])

/** Whether a request writes an object whose body is looked into. */
export function isLookedInto(info: RequestInfo): info is ResourceRequest {
  return (
    info.resource &&
    info.group === managementGroup &&
    info.subresource === undefined &&
    writing.has(info.verb) &&
    (lookedInto.has(info.plural) || isInstances(info.plural))
  )
}

type Path = readonly string[]

const parameterTexts: readonly Path[] = ['defaultValue', 'options/*'].flatMap((field) => [
  `spec/parameters/*/${field}`.split('/'),
  `spec/versions/*/parameters/*/${field}`.split('/'),
])

/** What are texts on the wire and written by people as bare numbers and words; `*` is any place in a list or map. */
const textPaths: Readonly<Record<string, readonly Path[]>> = {
  projects: ['spec/quotas/project/*', 'spec/quotas/user/*'].map((path) => path.split('/')),
  spacetemplates: parameterTexts,
  virtualclustertemplates: parameterTexts,
}

/** A body with texts where numbers and booleans were meant as such, whatever kind of write it is. */
export function withTexts(plural: string, { type, value }: Written): unknown {
  const paths = textPaths[plural] ?? []
  if (type !== 'json-patch') return coerced(value, paths)
  if (!Array.isArray(value)) return value
  return value.map((operation: unknown) => {
    if (!isObject(operation) || typeof operation['path'] !== 'string') return operation
    const left = operation['path'].split('/').slice(1).reduce(below, paths)
    return 'value' in operation ? { ...operation, value: coerced(operation['value'], left) } : operation
  })
}

function below(paths: readonly Path[], field: string): readonly Path[] {
  return paths.flatMap(([first, ...rest]) => (first === '*' || first === field ? [rest] : []))
}

function coerced(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value
  if (paths.some((path) => path.length === 0)) return asText(value)
  if (Array.isArray(value)) return value.map((item: unknown) => coerced(item, below(paths, '*')))
  if (!isObject(value)) return value
  const changed: JsonObject = {}
  for (const [field, inner] of Object.entries(value))
    setField(changed, field, coerced(inner, below(paths, field)))
  return changed
}

function asText(value: unknown): unknown {
  if (isRawNumber(value)) return value.rawJSON
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}

/** What is filled in where a project, an instance or a secret is made without it. */
export interface Completion {
  owner: JsonObject
  /** The template that a project gives to what names none. */
  templateRef?: { name: string }
}

/** A new object with a name, whose ledger entry can be written before it is stored. */
export function named(object: JsonObject): JsonObject {
  const metadata = objectAt(object, 'metadata')
  const { name, generateName: base } = metadata
  if ((name ?? '') !== '' || typeof base !== 'string' || base === '') return object
  return { ...object, metadata: { ...metadata, name: generateName(base) } }
}

/** A new object with what it lacks. */
export function completed(plural: string, object: JsonObject, completion: Completion): JsonObject {
  const metadata = objectAt(object, 'metadata')
  const finalizers: unknown[] = Array.isArray(metadata['finalizers']) ? metadata['finalizers'] : []
  const added = finalizersFor(plural).filter((finalizer) => !finalizers.includes(finalizer))
  return {
    ...object,
    metadata: added.length === 0 ? metadata : { ...metadata, finalizers: [...finalizers, ...added] },
    spec: { ...objectAt(object, 'spec'), ...missing(object, completion) },
  }
}

/** The parts of a completion that an object has nothing of its own for. */
export function missing(object: JsonObject, { owner, templateRef }: Completion): Partial<Completion> {
  const spec = objectAt(object, 'spec')
  const { user, team } = objectAt(spec, 'owner')
  const hasOwner = (user ?? '') !== '' || (team ?? '') !== ''
  const hasTemplate = isObject(spec['template']) || (objectAt(spec, 'templateRef')['name'] ?? '') !== ''
  return {
    ...(hasOwner ? {} : { owner }),
    ...(hasTemplate || templateRef === undefined
      ? {}
      : { templateRef: { ...objectAt(spec, 'templateRef'), ...templateRef } }),
  }
}

/**
 * What replaces an object, with what its writer cannot know of or left out as a manifest does: our finalizer, the
 * owner and where it is stay.
 */
export function replacing(object: JsonObject, before: KubeObject): JsonObject {
  const metadata = objectAt(object, 'metadata')
  const spec = objectAt(object, 'spec')
  const old = objectAt(before, 'spec')
  const finalizers: unknown[] = Array.isArray(metadata['finalizers']) ? metadata['finalizers'] : []
  const keepsFinalizer =
    before.metadata.finalizers?.includes(cleanupFinalizer) === true && !finalizers.includes(cleanupFinalizer)
  const clusterRef = { ...objectAt(old, 'clusterRef'), ...withoutEmpty(objectAt(spec, 'clusterRef')) }
  return {
    ...object,
    ...(keepsFinalizer ? { metadata: { ...metadata, finalizers: [...finalizers, cleanupFinalizer] } } : {}),
    spec: {
      ...spec,
      ...(isObject(old['owner']) && !isObject(spec['owner']) ? { owner: old['owner'] } : {}),
      ...(Object.keys(clusterRef).length === 0 ? {} : { clusterRef }),
    },
  }
}

function withoutEmpty(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => (value ?? '') !== ''))
}

/** The sleep of what never sleeps, in the shape that clients read (contract §3.12). */
const neverAsleep = {
  apiVersion: 'cluster.loft.sh/v1',
  kind: 'SleepModeConfig',
  metadata: {},
  spec: {},
  status: {},
}

/** An instance with what depends on who looks at it. */
export function shownInstance<T extends Judged>(identity: Identity, plural: string, object: T): T {
  return {
    ...object,
    status: {
      sleepModeConfig: neverAsleep,
      ...objectAt(object, 'status'),
      canUse: may(identity, 'use', plural, object).allowed,
      canUpdate: may(identity, 'update', plural, object).allowed,
    },
  }
}

/** An object's field that is an object itself; an empty one for whatever else is there. */
function objectAt(from: object, field: string): JsonObject {
  const value: unknown = Object.hasOwn(from, field) ? (from as JsonObject)[field] : undefined
  return isObject(value) ? value : {}
}
