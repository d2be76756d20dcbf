import { projectOfNamespace } from '#api/project-namespace.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import { notFound } from '#kube/status.ts'
import { may } from '#server/gateway/may.ts'
import type { Identity } from '#server/identity/identity.ts'
import type { Directory } from '#server/identity/directory.ts'

/** Whether a namespace is asked for by its name. */
export function asksForNamespace({ group, plural, verb, name, subresource }: ResourceRequest): boolean {
  const isOne = name !== undefined && subresource === undefined
  return group === '' && plural === 'namespaces' && verb === 'get' && isOne
}

/**
 * That the namespace of a project is there, for whoever sees the project; else 404. kubectl asks for it when an object
 * is missing, and says what it hears of that in the place of what is missing. Nothing else of namespaces is served.
 */
export function namespaceOf(
  { projects }: Pick<Directory, 'projects'>,
  identity: Identity,
  name: string,
): unknown {
  const project = projects.get(projectOfNamespace(name) ?? '')
  if (project === undefined || !may(identity, 'get', 'projects', project).allowed)
    throw notFound({ group: '', plural: 'namespaces', name })
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: { phase: 'Active' } }
}
