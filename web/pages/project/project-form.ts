import { project } from '#api/kinds/project.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { FormOf } from '#web/form/manifest/form-of.ts'
import { ownerIn, textIn, treeIn, treesIn } from '#web/form/manifest/parts.ts'
import { mergePatch, type Tree } from '#web/form/merge.ts'
import { restOf, withRest } from '#web/form/rest.ts'

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
    /** What forms begin with: the names of one template of each kind, or nothing. */
    defaults: { VirtualClusterTemplate: string; SpaceTemplate: string }
  }
  /** The templates as they are written, for what of them has no field. */
  allowed: Tree[]
  /** What else has no field in the form. */
  rest: Tree
}

export const templateKinds = ['VirtualClusterTemplate', 'SpaceTemplate'] as const

export const projectFields = [
  'metadata.name',
  'spec.displayName',
  'spec.description',
  'spec.owner',
  'spec.allowedClusters',
  'spec.allowedTemplates',
  'spec.requireTemplate',
  'spec.defaults.VirtualClusterTemplate',
  'spec.defaults.SpaceTemplate',
] as const

export const projectLabels: Readonly<Record<(typeof projectFields)[number], string>> = {
  'metadata.name': 'Name',
  'spec.displayName': 'Display name',
  'spec.description': 'Description',
  'spec.owner': 'Owner',
  'spec.allowedClusters': 'Clusters',
  'spec.allowedTemplates': 'Templates',
  'spec.requireTemplate': 'Without a template',
  'spec.defaults.VirtualClusterTemplate': 'Default for virtual clusters',
  'spec.defaults.SpaceTemplate': 'Default for spaces',
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
      defaults: { VirtualClusterTemplate: '', SpaceTemplate: '' },
    },
    allowed: [],
    rest: {},
  }
}

/** Names a template in forms; one without a kind is of virtual clusters. */
function templateKey(template: Tree): string {
  const kind = textIn(template, 'kind')
  return `${kind === '' ? templateKinds[0] : kind}/${textIn(template, 'name')}`
}

function valuesOf(object: Tree): ProjectValues {
  const spec = treeIn(object, 'spec')
  const allowed = treesIn(spec, 'allowedTemplates')
  const defaultOf = (kind: string): string =>
    allowed
      .filter(({ isDefault }) => isDefault === true)
      .map((template) => templateKey(template).split(/\/(.*)/s))
      .find(([of]) => of === kind)?.[1] ?? ''
  const isFree = treeIn(spec, 'requireTemplate')['disabled'] === true
  return {
    metadata: { name: textIn(treeIn(object, 'metadata'), 'name') },
    spec: {
      displayName: textIn(spec, 'displayName'),
      description: textIn(spec, 'description'),
      owner: ownerIn(spec),
      allowedClusters: treesIn(spec, 'allowedClusters').map((each) => textIn(each, 'name')),
      allowedTemplates: allowed.map(templateKey),
      requireTemplate: isFree ? notRequired : required,
      defaults: {
        VirtualClusterTemplate: defaultOf('VirtualClusterTemplate'),
        SpaceTemplate: defaultOf('SpaceTemplate'),
      },
    },
    allowed,
    rest: restOf(object, isFree ? [...shown, 'spec.requireTemplate.disabled'] : shown) ?? {},
  }
}

const shown = [
  'apiVersion',
  'kind',
  'metadata.name',
  'spec.displayName',
  'spec.description',
  'spec.owner',
  'spec.allowedClusters',
  'spec.allowedTemplates',
]

/** A template as it is allowed: what is known of it, and whether forms begin with it. */
function allowedTemplate(key: string, { spec, allowed }: ProjectValues): Tree {
  const [kind = '', name = ''] = key.split(/\/(.*)/s)
  const known = allowed.find((template) => templateKey(template) === key)
  const isDefault =
    name !== '' && Object.entries(spec.defaults).some(([of, one]) => of === kind && one === name)
  const template = known ?? { kind, group: 'storage.loft.sh', name }
  if (isDefault) return { ...template, isDefault }
  const { isDefault: was, ...rest } = template
  // That it is said not to be makes no difference, and stays.
  return was === true ? rest : template
}

export const projectForm: FormOf<ProjectValues> = {
  kind: project,
  one: 'project',
  valuesOf,
  objectOf(values) {
    const { metadata, spec, rest } = values
    const [as, owner = ''] = spec.owner.split(/:(.*)/s)
    return withRest(
      {
        apiVersion: apiVersionOf(project),
        kind: project.kind,
        metadata,
        spec: mergePatch(
          {},
          {
            displayName: spec.displayName,
            description: spec.description,
            ...(owner === '' ? {} : { owner: as === 'team' ? { team: owner } : { user: owner } }),
            allowedClusters: spec.allowedClusters.map((name) => ({ name })),
            allowedTemplates: spec.allowedTemplates.map((key) => allowedTemplate(key, values)),
            ...(spec.requireTemplate === notRequired ? { requireTemplate: { disabled: true } } : {}),
          },
        ),
      },
      rest,
    )
  },
}

/** The templates of a kind that a project may begin with: those that it allows by name, and all if it allows any. */
export function defaultChoices(
  kind: (typeof templateKinds)[number],
  allowed: readonly string[],
  known: readonly string[],
): string[] {
  const named = allowed
    .filter((key) => key.startsWith(`${kind}/`) && key !== `${kind}/*`)
    .map((key) => key.slice(kind.length + 1))
  return [...new Set([...named, ...(allowed.includes(`${kind}/*`) ? known : [])])]
}
