import type { Kind } from '#api/kind.ts'
import { project } from '#api/kinds/project.ts'
import { projectSecret } from '#api/kinds/project-secret.ts'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { spaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import type { KubeObject, ObjectMeta } from '#kube/types.ts'
import { demoSpaceTemplates, demoVirtualClusterTemplates } from './demo-templates.ts'
import { demoInstances, type DemoInstance } from './instances.ts'
import { demoProjects } from './projects.ts'
import { demoSecrets, type DemoSecret } from './secrets.ts'

/** One object of the management API, who makes it, and what they run in it then. */
export interface Chapter {
  /** Under which it is noted how far it has been told; good as a key of a ConfigMap. */
  key: string
  by: string
  kind: Kind
  wanted: { metadata: ObjectMeta; spec: object }
  inside?: { project: string; runs: readonly KubeObject[] }
}

/** What the platform's administrator sets up. */
const platform = 'priya'

/** The story in acts; what is told in one stands on those before. */
export const story: readonly (readonly Chapter[])[] = [
  [
    ...demoSpaceTemplates.map((wanted) => setUp(spaceTemplate, wanted)),
    ...demoVirtualClusterTemplates.map((wanted) => setUp(virtualClusterTemplate, wanted)),
    ...demoProjects.map((wanted) => setUp(project, wanted)),
  ],
  [...demoSecrets.map(secretChapter), ...demoInstances.map(instanceChapter)],
]

function setUp(kind: Kind, wanted: Chapter['wanted']): Chapter {
  return { key: `${kind.plural}.${wanted.metadata.name}`, by: platform, kind, wanted }
}

function secretChapter({ project: of, name, by, spec }: DemoSecret): Chapter {
  const metadata = { name, namespace: projectNamespace(of) }
  return { key: `${projectSecret.plural}.${of}.${name}`, by, kind: projectSecret, wanted: { metadata, spec } }
}

function instanceChapter({ kind: which, project: of, name, by, spec, runs }: DemoInstance): Chapter {
  const kind = which === 'space' ? spaceInstance : virtualClusterInstance
  return {
    key: `${kind.plural}.${of}.${name}`,
    by,
    kind,
    wanted: { metadata: { name, namespace: projectNamespace(of) }, spec },
    inside: { project: of, runs },
  }
}
