import type { Project } from '#api/kinds/project.ts'

/** What the form shows of a project; owner, clusters and templates as the keys of what is picked. */
export type ProjectValues = {
  metadata: { name: string }
  spec: {
    displayName: string
    description: string
    owner: string
    allowedClusters: string[]
    allowedTemplates: string[]
    requireTemplate: string
  }
}

export const projectFields = [
  'metadata.name',
  'spec.displayName',
  'spec.description',
  'spec.owner',
  'spec.allowedClusters',
  'spec.allowedTemplates',
  'spec.requireTemplate',
] as const

export const projectLabels: Readonly<Record<(typeof projectFields)[number], string>> = {
  'metadata.name': 'Name',
  'spec.displayName': 'Display name',
  'spec.description': 'Description',
  'spec.owner': 'Owner',
  'spec.allowedClusters': 'Clusters',
  'spec.allowedTemplates': 'Templates',
  'spec.requireTemplate': 'Without a template',
}

export const required = 'required'
export const notRequired = 'not required'

export function newProject(owner: string): ProjectValues {
  return {
    metadata: { name: '' },
    spec: {
      displayName: '',
      description: '',
      owner,
      allowedClusters: ['*'],
      allowedTemplates: ['VirtualClusterTemplate/*', 'SpaceTemplate/*'],
      requireTemplate: required,
    },
  }
}

export function valuesOf({ metadata, spec }: Project): ProjectValues {
  const { user = '', team = '' } = spec.owner ?? {}
  return {
    metadata: { name: metadata.name },
    spec: {
      displayName: spec.displayName ?? '',
      description: spec.description ?? '',
      owner: user !== '' ? `user:${user}` : team === '' ? '' : `team:${team}`,
      allowedClusters: (spec.allowedClusters ?? []).map(({ name = '' }) => name),
      allowedTemplates: (spec.allowedTemplates ?? []).map(templateKey),
      requireTemplate: spec.requireTemplate?.disabled === true ? notRequired : required,
    },
  }
}

type AllowedTemplate = NonNullable<Project['spec']['allowedTemplates']>[number]

/** Names a template in forms; one without a kind is of virtual clusters. */
function templateKey({ kind = '', name = '' }: AllowedTemplate): string {
  return `${kind === '' ? 'VirtualClusterTemplate' : kind}/${name}`
}

/** The fields of the object that say the same; what the form does not show of a template is kept. */
export function treeOf({ spec }: ProjectValues, allowed: readonly AllowedTemplate[] = []) {
  const known = new Map(allowed.map((template) => [templateKey(template), template]))
  const [kind, name = ''] = spec.owner.split(/:(.*)/s)
  return {
    spec: {
      displayName: spec.displayName,
      description: spec.description,
      owner: { user: kind === 'user' ? name : '', team: kind === 'team' ? name : '' },
      allowedClusters: spec.allowedClusters.map((each) => ({ name: each })),
      allowedTemplates: spec.allowedTemplates.map((key) => {
        const [of = '', named = ''] = key.split(/\/(.*)/s)
        return known.get(key) ?? { kind: of, group: 'storage.loft.sh', name: named }
      }),
      requireTemplate: { disabled: spec.requireTemplate === notRequired ? true : '' },
    },
  }
}
