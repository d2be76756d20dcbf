import { projectNamespacePrefix } from './self.ts'

/** The namespace of the management cluster in which a project's instances are. */
export function projectNamespace(project: string): string {
  return projectNamespacePrefix + project
}

/** The project whose namespace it is; undefined for any other namespace. */
export function projectOfNamespace(namespace: string | undefined): string | undefined {
  if (namespace?.startsWith(projectNamespacePrefix) !== true) return undefined
  return namespace.slice(projectNamespacePrefix.length) || undefined
}
