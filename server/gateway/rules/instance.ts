import type { Cluster } from '#api/kinds/cluster.ts'
import type { Project } from '#api/kinds/project.ts'
import { spaceInstance, type SpaceInstance } from '#api/kinds/space-instance.ts'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { parameterValues } from '#api/parameters.ts'
import { refusedRoles } from '#api/shared-roles.ts'
import { chooseVersion } from '#api/template-versions.ts'
import {
  forbiddenValue,
  invalidField,
  invalidValue,
  requiredValue,
  unsupportedValue,
  type FieldCause,
} from '#kube/causes.ts'
import { sameJson } from '#kube/json.ts'
import { mayDoWithoutTemplate } from '#server/gateway/may.ts'
import { checkOwner, ownerProblems } from './owner.ts'
import { checkCauses, refused, type Change } from './refused.ts'
import { definitionProblems, type Definition, type Template } from './template.ts'

export type Instance = SpaceInstance | VirtualClusterInstance

/** What an instance is held against, as it is now. */
export interface Facts {
  project: Project
  /** By name: those of the instance's kind that the project allows and that are there. */
  templates: ReadonlyMap<string, Template>
  clusters: ReadonlyMap<string, Cluster>
  /** Whether the user or team that is to own it is there. */
  ownerIsThere: boolean
}

/** Throws 403 where somebody may not make or change an instance so, and 422 where it cannot be. */
export function checkInstance(change: Change<Instance>, facts: Facts): void {
  checkRights(change, facts)
  const { kind, after } = change
  checkCauses(kind, after.metadata.name, [
    ...nameProblems(change),
    ...ownerProblems(change, facts.ownerIsThere),
    ...templateProblems(change, facts),
    ...placeProblems(change, facts),
    ...accessProblems(change, facts),
  ])
}

/** Whether a field says something else than before; nothing said is nothing, however it is written. */
function changes(change: Change<Instance>, read: (spec: Instance['spec']) => unknown): boolean {
  const { before, after } = change
  return before === undefined || !sameJson(read(before.spec) ?? null, read(after.spec) ?? null)
}

function checkRights(change: Change<Instance>, { project }: Facts): void {
  const { identity, after } = change
  const { name } = after.metadata
  checkOwner(change, project)
  // What is done there is done as Aerie, so that only the server says where it is.
  const named = (['namespace', 'virtualCluster'] as const).find((field) => {
    const now = placeOf(after)[field] ?? ''
    return now !== '' && now !== (placeOf(change.before)[field] ?? '')
  })
  if (named !== undefined && !identity.admin)
    throw refused(change, name, `spec.clusterRef.${named}`, 'the server fills it in')
  if (after.spec.template !== undefined && !namesTemplate(after) && changesSource(change)) {
    const { allowed, reason } = mayDoWithoutTemplate(identity, project)
    if (!allowed) throw refused(change, name, 'spec.template', reason)
  }
}

function namesTemplate({ spec }: Instance): boolean {
  return (spec.templateRef?.name ?? '') !== ''
}

function changesSource(change: Change<Instance>): boolean {
  return changes(change, ({ templateRef, template }) => [templateRef?.name ?? '', template])
}

/** Its namespace, and the service of a virtual cluster, are named after it; what else is in a name the kind says. */
function nameProblems({ before, after }: Change<Instance>): FieldCause[] {
  const { name } = after.metadata
  if (before !== undefined || !name.includes('.')) return []
  return [invalidValue('metadata.name', name, 'must not contain dots, because a namespace is named after it')]
}

function templateProblems(change: Change<Instance>, { templates }: Facts): FieldCause[] {
  const { templateRef, template } = change.after.spec
  const name = templateRef?.name ?? ''
  if (name === '') {
    if (!changesSource(change)) return []
    return template === undefined
      ? [requiredValue('spec.templateRef.name', oneOf(templates))]
      : definitionProblems('spec.template', template)
  }
  if (template !== undefined && changes(change, (spec) => [spec.templateRef?.name, spec.template]))
    return [forbiddenValue('spec.template', 'is given in the place of spec.templateRef, not beside it')]
  if (changes(change, (spec) => spec.templateRef?.name) && !templates.has(name))
    return [
      templates.size === 0
        ? invalidValue('spec.templateRef.name', name, noTemplates)
        : unsupportedValue('spec.templateRef.name', name, [...templates.keys()].sort()),
    ]
  const found = templates.get(name)
  const asked = changes(change, (spec) => [
    spec.templateRef?.name,
    spec.templateRef?.version,
    spec.parameters,
  ])
  return found === undefined || !asked ? [] : parameterProblems(change.after.spec, found)
}

const noTemplates = 'the project allows no such templates: an admin of it adds them to spec.allowedTemplates'

function oneOf(templates: Facts['templates']): string {
  const names = [...templates.keys()].sort()
  return names.length === 0 ? noTemplates : `the project allows ${names.join(', ')}`
}

/** What is wrong with the version that is asked for, or with the values for its parameters. */
function parameterProblems({ templateRef, parameters }: Instance['spec'], { spec }: Template): FieldCause[] {
  const version = templateRef?.version ?? ''
  const choice = chooseVersion<Definition>(spec, version)
  if ('problem' in choice) return [invalidValue('spec.templateRef.version', version, choice.problem)]
  return parameterValues(choice.parameters, parameters).problems.map(({ variable, message }) => {
    const label = choice.parameters.find((each) => each.variable === variable)?.label
    const field = variable === '' ? 'spec.parameters' : `spec.parameters.${variable}`
    return invalidField(field, variable === '' ? message : `${label || variable} ${message}`)
  })
}

function placeProblems(change: Change<Instance>, { clusters }: Facts): FieldCause[] {
  const { before, after } = change
  const [was, is] = [placeOf(before), placeOf(after)]
  const moved = Object.entries(was).flatMap(([field, value]) =>
    value === undefined || value === '' || is[field] === value
      ? []
      : [invalidValue(`spec.clusterRef.${field}`, is[field] ?? '', 'field is immutable')],
  )
  const cluster = is['cluster'] ?? ''
  if (moved.length > 0 || cluster === '' || cluster === (was['cluster'] ?? '')) return moved
  const usable = [...clusters]
    .filter(([, { spec, metadata }]) => spec.unusable !== true && metadata.deletionTimestamp === undefined)
    .map(([name]) => name)
  return usable.includes(cluster) ? [] : [unsupportedValue('spec.clusterRef.cluster', cluster, usable.sort())]
}

/** What may be given inside of a virtual cluster is for whoever runs it to say; on a host not everything is. */
function accessProblems(change: Change<Instance>, { templates }: Facts): FieldCause[] {
  const { kind, after } = change
  const { extraAccessRules, templateRef, template } = after.spec
  const given = (spec: Instance['spec']) => [spec.extraAccessRules, spec.template?.access]
  if (kind.plural !== spaceInstance.plural || !changes(change, given)) return []
  const found = templates.get(templateRef?.name ?? '')
  const choice = found && chooseVersion<Definition>(found.spec, templateRef?.version)
  const access = choice === undefined || 'problem' in choice ? template?.access : choice.template?.access
  // A role that is filled in is known only to the controllers.
  if (JSON.stringify(access ?? {}).includes('{{')) return []
  const isOwn = !templateRef?.name
  const refused = refusedRoles({ template: access, isOwn, extra: extraAccessRules })
  const own = isOwn ? refusedRoles({ template: access, isOwn }) : []
  const rules = (extraAccessRules ?? []).flatMap(({ clusterRole = '' }, index) =>
    refused.includes(clusterRole)
      ? [
          invalidValue(
            `spec.extraAccessRules[${index}].clusterRole`,
            clusterRole,
            'give admin, edit, view or one that the template names',
          ),
        ]
      : [],
  )
  return [
    ...own.map((role) => invalidValue('spec.template.access', role, 'give admin, edit or view')),
    ...rules,
  ]
}

function placeOf(instance: Instance | undefined): Record<string, string | undefined> {
  return instance?.spec.clusterRef ?? {}
}
