import type { Project } from '#api/kinds/project.ts'
import type { SpaceTemplate } from '#api/kinds/space-template.ts'
import type { VirtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import type { AppParameter } from '#api/parameters.ts'
import { chooseVersion } from '#api/template-versions.ts'
import { apiVersionOf } from '#kube/types.ts'
import type { Tree } from '#web/form/merge.ts'
import type { Side } from '#web/pages/instance/sides.ts'
import { titleOf } from '#web/ui/object-words.ts'

export type Template = SpaceTemplate | VirtualClusterTemplate

/** What the form shows, at the places where Kubernetes has it. */
export type InstanceValues = {
  metadata: { name: string }
  spec: {
    displayName: string
    description: string
    /** `user:maya` or `team:checkout`. */
    owner: string
    clusterRef: { cluster: string }
    templateRef: { name: string; version: string }
    /** Texts as they were typed, nested as the variables say; what nobody touched is not there. */
    parameters: Tree
  }
  /** What was typed for the other templates, so that looking at them loses nothing. */
  others: Record<string, Tree>
  /** What was written as YAML and has no field in the form. */
  rest: Tree
}

export function emptyInstance(owner: string, template: string): InstanceValues {
  return {
    metadata: { name: '' },
    spec: {
      displayName: '',
      description: '',
      owner,
      clusterRef: { cluster: '' },
      templateRef: { name: template, version: '' },
      parameters: {},
    },
    others: {},
    rest: {},
  }
}

export const labels: Readonly<Record<string, string>> = {
  'metadata.name': 'Name',
  'spec.displayName': 'Display name',
  'spec.description': 'Description',
  'spec.owner': 'Owner',
  'spec.clusterRef.cluster': 'Cluster',
  'spec.templateRef.name': 'Template',
  'spec.templateRef.version': 'Version',
}

/** The template that is chosen when the form opens: the project's default, or the only one. */
export function preselected(templates: readonly Template[], byDefault: string | undefined): string {
  const known = templates.find(({ metadata }) => metadata.name === byDefault)
  return (known ?? (templates.length === 1 ? templates[0] : undefined))?.metadata.name ?? ''
}

/** The default first, then by their titles: the server lists them as they were made. */
export function inOrder(templates: readonly Template[], byDefault: string | undefined): readonly Template[] {
  const later = ({ metadata }: Template): number => (metadata.name === byDefault ? 0 : 1)
  return templates.toSorted(
    (one, other) => later(one) - later(other) || titleOf(one).localeCompare(titleOf(other)),
  )
}

/** What the chosen version of the chosen template asks for. */
export function parametersOf(template: Template | undefined, version: string): readonly AppParameter[] {
  if (template === undefined) return []
  const choice = chooseVersion<unknown>(template.spec, version)
  return 'problem' in choice ? [] : choice.parameters
}

/** The parameters of all templates in all versions: where the server may find something wrong. */
export function allVariables(templates: readonly Template[]): string[] {
  const all = templates.flatMap(({ spec }) => [
    ...(spec.parameters ?? []),
    ...(spec.versions ?? []).flatMap(({ parameters = [] }) => parameters),
  ])
  const variables = new Set(all.map(({ variable = '' }) => variable).filter((variable) => variable !== ''))
  // What is within comes before what it is within.
  return [...variables].sort((one, other) => other.length - one.length)
}

/** The name of a parameter for people. */
export function parameterLabel({ label = '', variable = '' }: AppParameter): string {
  return label === '' ? variable : label
}

/** What a parameter's field shows: what was typed, or else the default. */
export function shownText(parameter: AppParameter, typed: unknown): string {
  if (typeof typed === 'string') return typed
  const { defaultValue = '', type, required = false } = parameter
  // A box that must be answered and is left alone says no.
  return defaultValue === '' && type === 'boolean' && required ? 'false' : defaultValue
}

export function typedAt(parameters: Tree, variable: string): unknown {
  return variable
    .split('.')
    .reduce<unknown>(
      (part, key) =>
        typeof part === 'object' && part !== null && Object.hasOwn(part, key)
          ? (part as Tree)[key]
          : undefined,
      parameters,
    )
}

/** The values of the parameters as they are shown, without fields left empty; undefined where that leaves none. */
export function parameterTree(parameters: readonly AppParameter[], typed: Tree): Tree | undefined {
  const shown = parameters.flatMap((parameter): [string, unknown][] => {
    const { variable = '' } = parameter
    const text = shownText(parameter, typedAt(typed, variable))
    return text === '' || variable === '' ? [] : [[variable, plain(parameter, text)]]
  })
  return shown.length === 0 ? undefined : treeOf(shown)
}

/** Numbers and truths look like themselves where nothing of what was typed is lost by it. */
function plain({ type }: AppParameter, text: string): string | number | boolean {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return type === 'number' && String(Number(text)) === text ? Number(text) : text
}

/** What stands at dotted paths, nested as they say. */
export function treeOf(entries: readonly (readonly [string, unknown])[]): Tree {
  const tree: Tree = {}
  for (const [variable, value] of entries) {
    const path = variable.split('.')
    const last = path.pop() ?? ''
    let part = tree
    for (const key of path) {
      const inner = part[key]
      const next: Tree = typeof inner === 'object' && inner !== null ? (inner as Tree) : {}
      part[key] = next
      part = next
    }
    part[last] = value
  }
  return tree
}

/** The object as one would write it in a manifest: fields left empty are left out. */
export function manifestWith<Parameters>(
  { kind }: Side,
  project: string,
  { metadata, spec }: InstanceValues,
  parameters: Parameters | undefined,
) {
  const { displayName, description, clusterRef, templateRef } = spec
  const [as = '', owner = ''] = spec.owner.split(/:(.*)/s)
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { name: metadata.name, namespace: projectNamespace(project) },
    spec: {
      ...(displayName === '' ? {} : { displayName }),
      ...(description === '' ? {} : { description }),
      ...(owner === '' ? {} : { owner: as === 'team' ? { team: owner } : { user: owner } }),
      templateRef: {
        name: templateRef.name,
        ...(templateRef.version === '' ? {} : { version: templateRef.version }),
      },
      ...(parameters === undefined ? {} : { parameters }),
      ...(clusterRef.cluster === '' ? {} : { clusterRef: { cluster: clusterRef.cluster } }),
    },
  }
}

/** Lines that an object has as YAML, each of its texts taken for one. */
export function linesOf(object: object): number {
  return Object.values(object).reduce<number>(
    (lines, value: unknown) => lines + 1 + (typeof value === 'object' && value !== null ? linesOf(value) : 0),
    0,
  )
}

/** What stands for a password wherever one looks. */
export const hidden = '••••••••'

/** The same values with passwords made unreadable, for the screen. */
export function withoutPasswords(
  values: InstanceValues,
  parameters: readonly AppParameter[],
  inTheirPlace = hidden,
): InstanceValues {
  const copy = structuredClone(values)
  for (const { type, variable = '' } of parameters) {
    if (type !== 'password') continue
    const path = variable.split('.')
    const last = path.pop() ?? ''
    const outer = path.length === 0 ? copy.spec.parameters : typedAt(copy.spec.parameters, path.join('.'))
    if (typeof outer !== 'object' || outer === null || !Object.hasOwn(outer, last)) continue
    const part = outer as Tree
    if (inTheirPlace === '') delete part[last]
    else if (typeof part[last] === 'string' && part[last] !== '') part[last] = inTheirPlace
  }
  return copy
}

/** The fields that are grouped under one heading, in the order in which the template names the headings first. */
export function sectionsOf(
  parameters: readonly AppParameter[],
): { title: string; parameters: AppParameter[] }[] {
  const sections = new Map<string, AppParameter[]>()
  for (const parameter of parameters) {
    const { section = '' } = parameter
    const known = sections.get(section)
    if (known === undefined) sections.set(section, [parameter])
    else known.push(parameter)
  }
  return [...sections].map(([title, members]) => ({ title, parameters: members }))
}

/** What makes the server count anew: another state of the project's quotas. */
export function countedIn({ spec, status }: Project): string {
  return JSON.stringify([spec.quotas, status?.quotas?.project?.used, status?.quotas?.user?.used])
}
