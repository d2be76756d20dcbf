import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import { autoscalers, oldAutoscalers } from './autoscalers.ts'
import { certificateSigningRequests } from './certificate-requests.ts'
import { customResourceDefinitions } from './crds.ts'
import { configMaps, secrets } from './data.ts'
import { builtIn, builtInPaths } from './define.ts'
import { events, newEvents } from './events.ts'
import { namespaces } from './namespaces.ts'
import { pods } from './pods.ts'
import { rbacKinds } from './rbac.ts'
import { reviewKinds } from './reviews.ts'
import { services } from './services.ts'

/** Every built-in kind, in the order of discovery. */
export function builtinKinds(authorizer: Authorizer): ResourceDefinition[] {
  const own = [
    namespaces,
    secrets,
    configMaps,
    events,
    newEvents,
    customResourceDefinitions,
    pods,
    autoscalers,
    oldAutoscalers,
    services,
    certificateSigningRequests,
    ...rbacKinds(authorizer),
    ...reviewKinds(authorizer),
  ]
  const byPath = new Map(own.map((definition) => [pathOf(definition), definition]))
  return builtInPaths().map((path) => byPath.get(path) ?? builtIn(path))
}

function pathOf({ group, version, plural }: ResourceDefinition): string {
  return `${group}/${version}/${plural}`
}
