import type { IncomingMessage } from 'node:http'
import { ownedAccessKey } from '#api/kinds/owned-access-key.ts'
import { invalidField, invalidValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { applyJsonPatch } from '#kube/json-patch.ts'
import { mergePatch } from '#kube/merge-patch.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import {
  alreadyExists,
  badRequest,
  conflict,
  failure,
  forbidden,
  methodNotAllowed,
  noSuchResource,
  notFound,
  StatusError,
} from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'
import { isServed } from '#server/gateway/keys.ts'
import { note } from '#server/gateway/pass.ts'
import { shapeOf } from '#server/gateway/reduce.ts'
import { expiresAfter, expiryOf, readKeySecret, type AccessKey } from '#server/identity/keys.ts'
import { readObject, readOptions, readPatch } from './body.ts'
import {
  apiVersion,
  invalidKey,
  ownedKeyOf,
  readSpec,
  shownAs,
  tableOf,
  typeOf,
  unknownFields,
} from './owned-key.ts'
import { marksToWrite, readMetadata } from './owned-key-metadata.ts'

export interface Answer {
  code: number
  body: unknown
}

/** One request about a key of one's own, as far as it has been read. */
interface Asked {
  context: Context
  admitted: Admitted
  request: IncomingMessage
  /** In the path, or empty. */
  name: string
}

/** Names of keys that are being made, by their owner's uid. */
const making = new Set<string>()

/** Names of Secrets, by which keys without a name of their own are known. */
const secretName = /^key-[0-9a-f]{40}$/

/** More keys than anybody looks after. */
const mostKeys = 200

const { group, plural, kind } = ownedAccessKey
const expected = { apiVersion, kind }

/**
 * Answers for keys of one's own, which are Secrets behind no prefix: undefined for lists and watches, which are
 * reduced from the cluster's own. Others' keys are not there. Every change is noted before.
 */
export async function answerKeys(
  context: Context,
  admitted: Admitted,
  request: IncomingMessage,
  info: ResourceRequest,
): Promise<Answer | undefined> {
  if (!isServed(info)) throw noSuchResource()
  const asked = { context, admitted, request, name: info.name ?? '' }
  const method = request.method ?? ''
  if (method === 'GET') return info.name === undefined || info.verb !== 'get' ? undefined : answerGet(asked)
  if (method === 'POST' && info.name === undefined) return answerCreate(asked)
  if (info.name !== undefined && info.verb === 'delete') return answerDelete(asked)
  if (info.name !== undefined && (info.verb === 'update' || info.verb === 'patch'))
    return answerChange(asked, info.verb)
  throw methodNotAllowed()
}

async function answerGet(asked: Asked): Promise<Answer> {
  const { accept, target } = asked.admitted
  const shape = shapeOf(accept, target.query.get('includeObject'))
  const key = shown(asked, await secretOf(asked))
  const { resourceVersion = '' } = key.metadata
  const table = shape.form === 'table'
  return { code: 200, body: table ? tableOf([key], { resourceVersion }, shape, true) : shownAs(key, shape) }
}

async function answerCreate(asked: Asked): Promise<Answer> {
  const { context, admitted, request } = asked
  const { identity } = admitted.caller
  const body = await readObject(request, expected)
  const { name, marks } = readMetadata(body)
  const spec = wantedSpec(asked, name, body)
  if ((spec.key ?? '') !== '')
    throw invalidKey(name, [invalidField('spec.key', 'the key is made by the server')])
  const user = context.directory.users.get(identity.user)
  const own = context.directory.ownKeys(identity)
  if (secretName.test(name))
    throw invalidKey(name, [invalidValue('metadata.name', name, 'is how keys without a name are called')])
  if (user === undefined) throw notFound({ group, plural: 'users', name: identity.user })
  const claim = `${identity.uid}/${name}`
  if (own.has(name) || making.has(claim)) throw alreadyExists({ group, plural, name })
  if ([...own.values()].filter((key) => expiryOf(key) > Date.now()).length >= mostKeys)
    throw forbidden({ group, plural }, `you have ${mostKeys} access keys: delete some that are not used`)
  if (isDryRun(asked)) return { code: 201, body: { ...body, spec: { ...spec, user: identity.user } } }
  if (name !== '') making.add(claim)
  try {
    await note(context, admitted, request, 'create')
    const { key, secret } = await context.accounts.makeKey({
      ...aboutOf(spec),
      ...(name === '' ? {} : { called: name }),
      user,
      seconds: spec.ttl ?? 0,
      marks,
    })
    const made = shown(asked, secret)
    return { code: 201, body: { ...made, spec: { ...made.spec, key } } }
  } finally {
    making.delete(claim)
  }
}

/** How often a change is tried again that came between reading and writing. */
const mostTries = 5

async function answerChange(asked: Asked, verb: 'update' | 'patch'): Promise<Answer> {
  const { context, admitted, request } = asked
  const change = verb === 'update' ? await readReplacement(request) : await readPatched(request)
  for (let attempt = 1; ; attempt += 1) {
    const before = await secretOf(asked)
    const body = change(shown(asked, before))
    const about = changedKey(asked, before, body)
    const marks = marksToWrite(before, readMetadata(body).marks)
    if (isDryRun(asked)) return { code: 200, body }
    if (attempt === 1) await note(context, admitted, request, verb)
    try {
      return { code: 200, body: shown(asked, await context.accounts.changeKey(before, about, marks)) }
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (error.code === 404) throw missing(asked)
      if (error.code !== 409 || attempt === mostTries) throw error
    }
  }
}

type Change = (before: object) => JsonObject

async function readReplacement(request: IncomingMessage): Promise<Change> {
  const body = await readObject(request, expected)
  return () => body
}

async function readPatched(request: IncomingMessage): Promise<Change> {
  const { type, patch } = await readPatch(request)
  return (before) => {
    const body = type === 'merge' ? mergePatch(before, patch) : applyJsonPatch(before, patch)
    if (!isObject(body)) throw badRequest('the patched object is not an object')
    return body
  }
}

/** What the key says after a change, or why it may not come to that. */
function changedKey(asked: Asked, before: KubeObject, body: JsonObject): AccessKey {
  const { name } = asked
  const key = readKeySecret(before)
  if (key === undefined) throw missing(asked)
  const given = readMetadata(body)
  if (given.name !== name)
    throw badRequest(`the name of the object (${given.name}) does not match the name on the URL (${name})`)
  const stale = given.resourceVersion !== '' && given.resourceVersion !== before.metadata.resourceVersion
  if (stale)
    throw conflict(
      { group, plural, name },
      'the object has been modified; please apply your changes to the latest version and try again',
    )
  const spec = wantedSpec(asked, name, body)
  const about = aboutOf({ ...spec, type: spec.type || key.type })
  if (about.type !== key.type)
    throw invalidKey(name, [invalidValue('spec.type', spec.type, 'field is immutable')])
  const { user, uid, called, created = '' } = key
  const ttl = spec.ttl ?? 0
  const expires = ttl === (key.ttl ?? 0) ? key.expires : expiresAfter(Date.parse(created), ttl)
  return { ...about, user, uid, ...(called === undefined ? {} : { called }), ttl, expires }
}

async function answerDelete(asked: Asked): Promise<Answer> {
  const { context, admitted, request, name } = asked
  const { dryRun, preconditions } = await readOptions(request)
  const { metadata } = await secretOf(asked)
  const wanted = isObject(preconditions) ? preconditions : {}
  for (const field of ['uid', 'resourceVersion'] as const) {
    if (wanted[field] !== undefined && wanted[field] !== metadata[field])
      throw conflict({ group, plural, name }, `the ${field} in the precondition does not match`)
  }
  const dry = isDryRun(asked) || (Array.isArray(dryRun) && dryRun.length > 0)
  if (!dry) {
    await note(context, admitted, request, 'delete')
    await context.accounts.voidKey(metadata.name)
  }
  const details = { name, group, kind: plural, ...(metadata.uid === undefined ? {} : { uid: metadata.uid }) }
  return { code: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } }
}

function isDryRun({ admitted }: Asked): boolean {
  return admitted.target.query.has('dryRun')
}

function missing({ name }: Asked): StatusError {
  return notFound({ group, plural, name })
}

/** The Secret of the key that is asked for, or 404: of others' keys nobody learns. */
async function secretOf(asked: Asked): Promise<KubeObject> {
  const { context, admitted, name } = asked
  const key = context.directory.ownKeys(admitted.caller.identity).get(name)
  const secret = key === undefined ? undefined : await context.accounts.readKey(key.name)
  if (secret === undefined) throw missing(asked)
  return secret
}

function shown(asked: Asked, secret: KubeObject) {
  const key = ownedKeyOf(secret, asked.admitted.caller.identity)
  if (key === undefined) throw missing(asked)
  return key
}

function wantedSpec({ admitted }: Asked, name: string, { spec }: JsonObject) {
  const unknown = unknownFields(spec)
  if (unknown.length > 0 && admitted.target.query.get('fieldValidation') === 'Strict') {
    const fields = unknown.map((field) => `unknown field "spec.${field}"`).join(', ')
    throw new StatusError(failure(400, 'BadRequest', `strict decoding error: ${fields}`))
  }
  return readSpec(name, spec, admitted.caller.identity)
}

/** What of a spec is stored as it is. */
function aboutOf(spec: ReturnType<typeof readSpec>) {
  const { displayName = '', description, disabled, ttlAfterLastActivity, scope } = spec
  return {
    type: typeOf(spec),
    displayName,
    ...(description === undefined ? {} : { description }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(ttlAfterLastActivity === undefined ? {} : { ttlAfterLastActivity }),
    ...(scope === undefined ? {} : { scope }),
  }
}
