import { invalidValue } from '#kube/causes.ts'
import { isObject } from '#kube/json.ts'
import { conflict, invalid, notFound } from '#kube/status.ts'
import type { StatusCause } from '#kube/status.ts'
import { writeTime } from '#kube/time.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import { fieldsOf, numberOf, textOf, textsOf } from '#api-mock/resources/values.ts'
import { apiAudience, boundResources } from '#api-mock/serve/account-tokens.ts'
import type { BoundObject } from '#api-mock/serve/account-tokens.ts'
import { subjectOf } from '#api-mock/serve/context.ts'
import type { Context } from '#api-mock/serve/context.ts'
import { jsonAnswer } from '#api-mock/serve/exchange.ts'
import type { Answer } from '#api-mock/serve/exchange.ts'
import { bodyKind, decodeBody } from './body-kind.ts'
import { trackFields } from './fields.ts'
import { readWriteOptions } from './options.ts'

const requests = bodyKind('authentication.k8s.io', 'v1', 'TokenRequest')
const hour = 3600
const leastSeconds = 600
const mostSeconds = 2 ** 32

/** POST of a TokenRequest to a service account: a token for it, for as long as was asked. */
export async function requestToken(context: Context): Promise<Answer> {
  const { cluster, definition, info } = context
  const { object } = await decodeBody(context, requests)
  const { name = '', namespace = '' } = info
  const account = cluster.store.get(storageKey(definition), namespace, name)
  if (account === undefined) throw notFound(subjectOf(context))
  const spec = fieldsOf(object.spec)
  const seconds = numberOf(spec.expirationSeconds, hour)
  const causes = secondsCauses(seconds)
  if (causes.length > 0) {
    throw invalid(
      { group: 'authentication.k8s.io', kind: 'TokenRequest', name: object.metadata.name },
      causes,
    )
  }
  const given = textsOf(spec.audiences)
  const audiences = given.length > 0 ? given : [apiAudience]
  const bound = isObject(spec.boundObjectRef) ? boundObject(context, spec.boundObjectRef) : undefined
  const issuedAt = Math.floor(cluster.clock().getTime() / 1000)
  const expires = issuedAt + seconds
  const token = cluster.tokens.issue({
    namespace,
    account: { name, uid: account.metadata.uid ?? '' },
    audiences,
    issuedAt,
    expires,
    bound,
  })
  const { uid } = account.metadata
  const { manager } = readWriteOptions(context, 'CreateOptions')
  const tracking = { definition: requests, subresource: 'token', now: cluster.timestamp() }
  const { managedFields } = trackFields(tracking, {
    object: { ...object, spec: { ...spec, expirationSeconds: seconds } },
    live: undefined,
    manager,
  }).metadata
  const answer = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, uid, creationTimestamp: cluster.timestamp(), managedFields },
    spec: { audiences, expirationSeconds: seconds, boundObjectRef: spec.boundObjectRef ?? null },
    status: { token, expirationTimestamp: writeTime(expires * 1000) },
  }
  return jsonAnswer(201, JSON.stringify(answer))
}

function secondsCauses(seconds: number): StatusCause[] {
  const field = 'spec.expirationSeconds'
  if (seconds < leastSeconds)
    return [invalidValue(field, seconds, 'may not specify a duration less than 10 minutes')]
  if (seconds > mostSeconds)
    return [invalidValue(field, seconds, 'may not specify a duration larger than 2^32 seconds')]
  return []
}

/** What the token is bound to must be there, and be what the request knows. */
function boundObject(
  { cluster, info }: Context,
  reference: Record<string, unknown>,
): BoundObject | undefined {
  const [kind, name, uid] = [textOf(reference.kind), textOf(reference.name), textOf(reference.uid)]
  const resource = boundResources[kind]
  if (resource === undefined) {
    const why = `cannot bind token for serviceaccount ${JSON.stringify(info.name)} to an object of this kind`
    throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest', name: '' }, [
      invalidValue('spec.boundObjectRef', kind, why),
    ])
  }
  const plural = resource.slice(1)
  const stored = cluster.store.get(resource, kind === 'Node' ? '' : (info.namespace ?? ''), name)
  if (stored === undefined) throw notFound({ group: '', plural, name })
  const actual = stored.metadata.uid ?? ''
  if (uid !== '' && uid !== actual) {
    throw conflict(
      { group: '', plural, name },
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  }
  return { kind, name, uid: actual }
}
