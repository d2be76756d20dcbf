import { projectNamespace, projectOfNamespace } from '#api/project-namespace.ts'
import { failure, notFound, StatusError } from '#kube/status.ts'

/** Where they are, for whoever looks for them elsewhere: kubectl asks in `default` when it is told nothing. */
export const projectNamespaceHint = `spaces, virtual clusters and secrets are in the namespace of a project, as with -n ${projectNamespace('{project}')}`

/** The 404 for a namespace that is not there or not seen. */
export function noNamespace(name: string): StatusError {
  const error = notFound({ group: '', plural: 'namespaces', name })
  if (projectOfNamespace(name) !== undefined) return error
  const { message, details } = error.status
  return new StatusError(failure(404, 'NotFound', `${message}: ${projectNamespaceHint}`, details))
}
