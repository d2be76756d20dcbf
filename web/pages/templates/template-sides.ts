import { spaceTemplate, type SpaceTemplate } from '#api/kinds/space-template.ts'
import { virtualClusterTemplate, type VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import type { Project } from '#api/kinds/project.ts'
import { versionNames } from '#api/template-versions.ts'
import type { Instance } from '#web/pages/instance/sides.ts'

export type AnyTemplate = SpaceTemplate | VirtualClusterTemplate

/** What differs between the templates of spaces and of virtual clusters. */
export interface TemplateSide {
  kind: typeof spaceTemplate | typeof virtualClusterTemplate
  /** How addresses call it. */
  path: 'space' | 'virtualcluster'
  One: 'Space' | 'Virtual cluster'
}

export const templateSides: readonly TemplateSide[] = [
  { kind: virtualClusterTemplate, path: 'virtualcluster', One: 'Virtual cluster' },
  { kind: spaceTemplate, path: 'space', One: 'Space' },
]

/** A definition as both kinds have it; that of a virtual cluster has more. */
export type Definition = NonNullable<VirtualClusterTemplate['spec']['template']>

/** What is made from a template, as far as the person may see it. */
export function usersOf(name: string, instances: readonly Instance[]): Instance[] {
  return instances.filter(({ spec }) => spec.templateRef?.name === name)
}

/** The projects that allow a template by name or because they allow any. */
export function allowing(kind: string, name: string, projects: readonly Project[]): Project[] {
  return projects.filter(({ spec }) =>
    (spec.allowedTemplates ?? []).some(
      (allowed) =>
        (allowed.kind === kind || ((allowed.kind ?? '') === '' && kind === 'VirtualClusterTemplate')) &&
        (allowed.name === '*' || allowed.name === name),
    ),
  )
}

/** `3, newest 1.2.0`, or that there is one state alone. */
export function versionWords({ spec }: AnyTemplate): string {
  const [newest, ...older] = versionNames(spec)
  if (newest === undefined) return 'No versions'
  return older.length === 0 ? newest : `${older.length + 1}, newest ${newest}`
}
