import { cleanupFinalizer } from '#api/labels.ts'
import { objectPath } from '#api/paths.ts'
import { isObject } from '#kube/json.ts'
import { conflict, forbidden, notFound } from '#kube/status.ts'
import { apiVersionOf, type KubeObject } from '#kube/types.ts'
import { orAbsent } from '#server/cluster/client.ts'
import { sameClaim } from '#server/quota/book.ts'
import { claimOf } from '#server/quota/claim.ts'
import { completed, finalizersFor, missing, replacing, withTexts, type Completion } from './bodies.ts'
import { completionOf, inTime, make } from './create.ts'
import type { Answer } from './forward.ts'
import { may } from './may.ts'
import { checkObject } from './object-rules.ts'
import { preview, reservingChange } from './reservation.ts'
import { objectIn, sendBody, succeeded, tryBody, withPreview, type Write } from './writing.ts'

/** How often a change is tried again that another came before. */
const mostTries = 5

/**
 * A PUT or PATCH: what it would make of the object is found out by trying it upstream as the caller, and held against
 * what the object is; then it goes on. An apply may make what is not there.
 */
export async function change(write: Write): Promise<Answer> {
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const before = await current(write)
    const answer =
      before === undefined && write.body.type === 'apply'
        ? await applyNew(write)
        : await changeFrom(write, visible(write, before))
    if (answer !== undefined) return answer
  }
  throw conflict({ ...write.kind, name: write.info.name ?? '' }, 'it changes too often; please try again')
}

function current({ context, kind, info }: Write): Promise<KubeObject | undefined> {
  return orAbsent(context.client.get(objectPath(kind, info.name ?? '', info.namespace)))
}

/** The object as it is now, if the caller may change that; the watches may have been a moment behind. */
function visible({ identity, kind, info }: Write, before: KubeObject | undefined): KubeObject {
  const subject = { ...kind, name: info.name ?? '' }
  if (before === undefined || !may(identity, 'get', kind.plural, before).allowed) throw notFound(subject)
  const { allowed, reason } = may(identity, info.verb, kind.plural, before)
  if (allowed) return before
  throw forbidden(subject, `User "${identity.subject}" cannot ${info.verb} it: ${reason}`)
}

/** Undefined where the object has changed in between, and everything is to be looked at again. */
async function changeFrom(write: Write, before: KubeObject): Promise<Answer | undefined> {
  const value = valueFor(write, before)
  const tried = await tryBody(write, value)
  if (!succeeded(tried)) return (await movedOn(write, before)) ? undefined : tried
  const result = objectIn(tried)
  const lost = write.body.type === 'apply' ? lostBy(write, before, result) : undefined
  const after = lost === undefined ? result : withLost(result, lost)
  const { instance } = await checkObject(write, before, after)
  const whole = { ...tried, text: JSON.stringify(after) }
  const send = async (): Promise<Answer> => {
    if (write.dry) return write.shape.form === 'objects' ? whole : sendBody(write, value)
    if (lost !== undefined) await hold(write, before, lost)
    return sendBody(write, value)
  }
  const answer = await counted(write, instance, send)
  return !succeeded(answer) && (await movedOn(write, before)) ? undefined : answer
}

function counted(
  write: Write,
  instance: Awaited<ReturnType<typeof checkObject>>['instance'],
  send: () => Promise<Answer>,
): Promise<Answer> {
  if (instance?.before === undefined) return send()
  const claims = [claimOf(instance.before), claimOf(instance.after)] as const
  if (sameClaim(...claims)) return send()
  if (!write.dry) return reservingChange(write.context, instance.counted, claims, send)
  return preview(write.context, instance.counted, 'update', claims[1]).then(async (numbers) => {
    const answer = await send()
    return succeeded(answer) && write.shape.form === 'objects' ? withPreview(answer, numbers) : answer
  })
}

/**
 * The body as it goes on. A JSON patch can take what it writes from elsewhere in the object, so it is for the object
 * that it was tried on alone.
 */
function valueFor({ kind, body }: Write, before: KubeObject): unknown {
  const value = withTexts(kind.plural, body)
  if (body.type === 'json-patch' && Array.isArray(value)) {
    const { resourceVersion } = before.metadata
    return [
      { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
      ...(value as unknown[]),
    ]
  }
  const replaces = body.type === 'json' || body.type === 'yaml'
  return replaces && isObject(value) ? replacing(value, before) : value
}

/** Whether a JSON patch has failed because the object is another by now. */
async function movedOn(write: Write, before: KubeObject): Promise<boolean> {
  if (write.body.type !== 'json-patch') return false
  const now = await current(write)
  return now !== undefined && now.metadata.resourceVersion !== before.metadata.resourceVersion
}

/** What an apply does not take away by saying nothing of it any more. */
function kept({ identity }: Pick<Write, 'identity'>, before: KubeObject): Completion {
  const { owner, templateRef } = specOf(before)
  const { name } = isObject(templateRef) ? templateRef : {}
  return {
    owner: isObject(owner) ? owner : { user: identity.user },
    ...(typeof name === 'string' && name !== '' ? { templateRef: { name } } : {}),
  }
}

/** What an apply would take away all the same, because whoever made the object has it in their name. */
interface Lost {
  spec: Partial<Completion>
  finalizer: boolean
}

function lostBy(write: Write, before: KubeObject, result: KubeObject): Lost | undefined {
  const spec = missing(result, kept(write, before))
  const finalizer = hasFinalizer(before) && !hasFinalizer(result)
  return finalizer || Object.keys(spec).length > 0 ? { spec, finalizer } : undefined
}

function hasFinalizer({ metadata }: KubeObject): boolean {
  return metadata.finalizers?.includes(cleanupFinalizer) === true
}

function withLost(result: KubeObject, { spec, finalizer }: Lost): KubeObject {
  const { metadata } = result
  return {
    ...result,
    metadata: finalizer
      ? { ...metadata, finalizers: [...(metadata.finalizers ?? []), cleanupFinalizer] }
      : metadata,
    spec: { ...specOf(result), ...spec },
  }
}

/**
 * Makes us a manager of what an apply is about to let go of, so that it stays and at no moment is missing; with that
 * goes all that we manage already, which an apply of ours would let go of else.
 */
async function hold(write: Write, before: KubeObject, lost: Lost): Promise<void> {
  const ours = new Set([...ownFields(before), ...Object.keys(lost.spec)])
  const spec = Object.fromEntries(Object.entries(kept(write, before)).filter(([field]) => ours.has(field)))
  await applyAsOurs(write, spec, hasFinalizer(before) ? [cleanupFinalizer] : [])
}

/** The fields of the spec that we manage by an apply. */
function ownFields({ metadata }: KubeObject): string[] {
  const fields = metadata.managedFields
    ?.filter(
      ({ manager, operation, subresource }) =>
        manager === 'aerie' && operation === 'Apply' && subresource === undefined,
    )
    .flatMap(({ fieldsV1 }) => Object.keys(fieldsIn(fieldsV1)))
  return (fields ?? []).map((field) => field.replace(/^f:/, ''))
}

function fieldsIn(fields: unknown): object {
  const spec: unknown = isObject(fields) ? fields['f:spec'] : undefined
  return isObject(spec) ? spec : {}
}

function specOf({ spec }: KubeObject): Record<string, unknown> {
  return isObject(spec) ? spec : {}
}

/** An apply that makes its object: as a POST, but what is filled in follows by a manager of its own. */
async function applyNew(write: Write): Promise<Answer | undefined> {
  const value = withTexts(write.kind.plural, write.body)
  const tried = await tryBody(write, value)
  if (!succeeded(tried)) return tried
  // Somebody made it in between.
  if (tried.code !== 201) return undefined
  const result = objectIn(tried)
  const completion = await completionOf(write)
  const after = completion === undefined ? result : completed(write.kind.plural, result, completion)
  const checked = await checkObject(write, undefined, { ...result, ...after })
  return make(write, result.metadata.name, checked, async () => {
    if (write.dry)
      return write.shape.form === 'objects'
        ? { ...tried, text: JSON.stringify(after) }
        : sendBody(write, value)
    const answer = await sendBody(write, value, inTime(write))
    if (!succeeded(answer) || completion === undefined) return answer
    return followed(write, answer, missing(result, completion), finalizersFor(write.kind.plural))
  })
}

/** Lets what an apply did not say follow, as another manager's; the answer is the object with that. */
async function followed(
  write: Write,
  answer: Answer,
  spec: Partial<Completion>,
  finalizers: readonly string[],
): Promise<Answer> {
  const object = await applyAsOurs(write, spec, finalizers)
  return write.shape.form === 'objects' ? { ...answer, text: JSON.stringify(object) } : answer
}

function applyAsOurs(
  { context, kind, info }: Write,
  spec: object,
  finalizers: readonly string[],
): Promise<KubeObject> {
  const { name = '', namespace } = info
  return context.client.apply(objectPath(kind, name, namespace), {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(finalizers.length === 0 ? {} : { finalizers }),
    },
    spec,
  })
}
