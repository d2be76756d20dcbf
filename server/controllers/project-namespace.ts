import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { managedBy, managedByLabel, projectLabel } from '#api/labels.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { messageOf } from '#kube/errors.ts'
import { StatusError } from '#kube/status.ts'
import { apiVersionOf, type KubeObject } from '#kube/types.ts'
import type { Client } from '#server/cluster/client.ts'

/**
 * The namespace of a project: what the project's template gives it, and what says whose it is, which no template
 * changes. It belongs to the project, so that it goes even where nobody was there to clean up.
 */
export function namespaceOf({ metadata, spec }: Pick<Project, 'metadata' | 'spec'>): KubeObject {
  const { labels, annotations } = spec.namespaceTemplate?.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: projectNamespace(metadata.name),
      labels: { ...labels, [projectLabel]: metadata.name, [managedByLabel]: managedBy },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [
        {
          apiVersion: apiVersionOf(projectKind),
          kind: projectKind.kind,
          name: metadata.name,
          uid: metadata.uid ?? '',
        },
      ],
    },
  }
}

export function namespacePath(name: string): string {
  return `/api/v1/namespaces/${name}`
}

/**
 * Sees to it that the namespace of a project is there. Gives what is wrong with the project's template for it, in
 * which case the namespace is there without.
 */
export async function ensureProjectNamespace(
  client: Client,
  project: Pick<Project, 'metadata' | 'spec'>,
): Promise<{ problem?: string }> {
  const wanted = namespaceOf(project)
  const path = namespacePath(wanted.metadata.name)
  try {
    await client.apply(path, wanted)
    return {}
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 422) throw error
    const { namespaceTemplate: _template, ...spec } = project.spec
    await client.apply(path, namespaceOf({ ...project, spec }))
    return { problem: messageOf(error) }
  }
}
