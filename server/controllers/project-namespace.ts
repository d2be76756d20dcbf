import { managedBy, managedByLabel, projectLabel } from '#api/labels.ts'
import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { Client } from '#server/cluster/client.ts'

/** The namespace that a project is to have: its own labels win over what its template says. */
export function namespaceOf({ metadata, spec }: Project) {
  const name = projectNamespace(metadata.name)
  const { labels, annotations } = spec.namespaceTemplate?.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
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

/** Makes the namespace of a project, or brings it to what the project says. */
export async function ensureProjectNamespace(client: Client, project: Project): Promise<void> {
  const namespace = namespaceOf(project)
  await client.apply(`/api/v1/namespaces/${namespace.metadata.name}`, namespace)
}
