import type { RequestInfo } from '#kube/request-info.ts'
import { failure, forbidden, StatusError } from '#kube/status.ts'

interface Asked {
  method: string
  /** Decoded, below the root of the space. */
  segments: readonly string[]
  info: RequestInfo
}

/**
 * Throws 403 for what the prefix of a space does not serve. It serves the namespace of the space, discovery,
 * OpenAPI, `/version` and questions about oneself; what is let through is named here, all else is not.
 */
export function checkSpace(space: { name: string; namespace: string }, subject: string, asked: Asked): void {
  if (isDocument(asked) || isSelfReview(asked) || isInside(space.namespace, asked)) return
  const { info } = asked
  const why = `the space "${space.name}" serves the namespace "${space.namespace}" alone`
  const hint = `ask in it, as kubectl does with -n ${space.namespace}`
  if (!info.resource) {
    const text = `forbidden: User "${subject}" cannot ${info.verb} path "${info.path}": ${why}, discovery and OpenAPI`
    throw new StatusError(failure(403, 'Forbidden', text, {}))
  }
  const { verb, plural, group, namespace, name } = info
  const where =
    namespace === undefined
      ? `at the cluster scope: ${why}; ${hint}`
      : namespace === space.namespace
        ? `in the namespace "${namespace}": of the namespace itself, a space serves only a get`
        : `in the namespace "${namespace}": ${why}; ${hint}`
  throw forbidden(
    { group, plural, ...(name === undefined ? {} : { name }) },
    `User "${subject}" cannot ${verb} resource "${plural}" in API group "${group}" ${where}`,
  )
}

function isDocument({ method, segments: [root, ...rest] }: Asked): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  switch (root) {
    case 'version':
      return rest.length === 0
    case 'api':
      return rest.length <= 1
    case 'apis':
      return rest.length <= 2
    case 'openapi':
      return true
    default:
      return false
  }
}

const selfReviews = new Set([
  'authorization.k8s.io/selfsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectrulesreviews',
  'authentication.k8s.io/selfsubjectreviews',
])

function isSelfReview({ method, segments }: Asked): boolean {
  const [root, group, , plural] = segments
  if (method !== 'POST' || root !== 'apis' || segments.length !== 4) return false
  return selfReviews.has(`${group}/${plural}`)
}

/** Words after the name of a namespace that are parts of the namespace, whatever the group. */
const ofNamespaces = new Set(['status', 'finalize'])

/** Whether a path leads into the namespace, also in the old spelling of a watch; of itself there is only a get. */
function isInside(namespace: string, { method, segments: [root, ...rest] }: Asked): boolean {
  if (root !== 'api' && root !== 'apis') return false
  const below = rest.slice(root === 'api' ? 1 : 2)
  const watches = below[0] === 'watch'
  const [collection, named, plural] = watches ? below.slice(1) : below
  if (collection !== 'namespaces' || named !== namespace) return false
  if (watches && method !== 'GET') return false
  if (plural === undefined) return root === 'api' && !watches && method === 'GET'
  return !ofNamespaces.has(plural)
}
