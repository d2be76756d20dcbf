import { managementGroup } from '#api/kind.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import { badRequest } from '#kube/status.ts'
import { find } from '#server/gateway/decide.ts'
import { may, type Decision } from '#server/gateway/may.ts'
import type { VirtualAnswer } from './virtual.ts'

const verbs: readonly string[] = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
]

/** A SelfSubjectAccessReview on the management API, answered by the same function that decides. */
export const reviewSelfAccess: VirtualAnswer = ({ directory }, { caller }, body) => {
  const spec = recordAt(body, 'spec')
  const {
    group = '',
    resource = '',
    name,
    verb = '',
  } = recordAt(spec, 'resourceAttributes') as Record<string, string>
  if (resource === '' || verb === '') throw badRequest('spec.resourceAttributes needs a verb and a resource')
  const object = name === undefined || name === '' ? undefined : find(directory, resource, name)
  const decision: Decision =
    group !== managementGroup || !isVerb(verb)
      ? {
          allowed: caller.identity.admin && group === managementGroup,
          reason: `no rule for "${verb}" on ${resource}`,
        }
      : may(caller.identity, verb, resource, object)
  return {
    apiVersion: body['apiVersion'],
    kind: body['kind'],
    metadata: { creationTimestamp: null },
    spec,
    status: decision,
  }
}

function isVerb(verb: string): verb is ResourceRequest['verb'] {
  return verbs.includes(verb)
}

function recordAt(from: Record<string, unknown>, field: string): Record<string, unknown> {
  const value = from[field]
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
