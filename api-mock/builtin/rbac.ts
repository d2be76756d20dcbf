import { forbiddenValue, requiredValue, unsupportedValue } from '#kube/causes.ts'
import { isObject, sameJson } from '#kube/json.ts'
import type { StatusCause } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import { checkBinding, checkRole } from '#api-mock/rbac/escalation.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { listOf, textOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

const group = 'rbac.authorization.k8s.io'

/** Roles and bindings; nobody can grant through them what he may not do himself. */
export function rbacKinds(authorizer: Authorizer): ResourceDefinition[] {
  return [
    role('clusterroles', false, authorizer),
    binding('clusterrolebindings', false, authorizer),
    role('roles', true, authorizer),
    binding('rolebindings', true, authorizer),
  ]
}

function role(plural: string, namespaced: boolean, authorizer: Authorizer): ResourceDefinition {
  return builtIn(`${group}/v1/${plural}`, {
    names: 'path-segment',
    strategy: {
      prepareForCreate: withRules,
      prepareForUpdate: withRules,
      validate: ({ rules }) =>
        Array.isArray(rules) ? rules.flatMap((rule, index) => ruleCauses(rule, index, namespaced)) : [],
      admit: (object, live, admission) => checkRole(authorizer, object, live, admission),
    },
  })
}

/** Go writes an empty list of rules as null. */
function withRules(object: KubeObject): KubeObject {
  const { rules } = object
  return { ...object, rules: Array.isArray(rules) && rules.length > 0 ? rules : null }
}

function ruleCauses(rule: unknown, index: number, namespaced: boolean): StatusCause[] {
  if (!isObject(rule)) return []
  const field = `rules[${index}]`
  const has = (key: string): boolean => Array.isArray(rule[key]) && rule[key].length > 0
  const causes: StatusCause[] = []
  if (!has('verbs')) causes.push(requiredValue(`${field}.verbs`, 'verbs must contain at least one value'))
  if (has('nonResourceURLs')) {
    const shown = JSON.stringify(rule.nonResourceURLs)
    const mixed = has('apiGroups') || has('resources') || has('resourceNames')
    if (mixed && !namespaced) {
      causes.push({
        reason: 'FieldValueInvalid',
        field: `${field}.nonResourceURLs`,
        message: `Invalid value: ${shown}: rules cannot apply to both regular resources and non-resource URLs`,
      })
    }
    if (namespaced) {
      causes.push({
        reason: 'FieldValueInvalid',
        field: `${field}.nonResourceURLs`,
        message: `Invalid value: ${JSON.stringify(rule.nonResourceURLs)}: namespaced rules cannot apply to non-resource URLs`,
      })
    }
    return causes
  }
  if (!has('apiGroups')) {
    causes.push(requiredValue(`${field}.apiGroups`, 'resource rules must supply at least one api group'))
  }
  if (!has('resources')) {
    causes.push(requiredValue(`${field}.resources`, 'resource rules must supply at least one resource'))
  }
  return causes
}

function binding(plural: string, namespaced: boolean, authorizer: Authorizer): ResourceDefinition {
  return builtIn(`${group}/v1/${plural}`, {
    names: 'path-segment',
    strategy: {
      defaults: withDefaults,
      validate: (object, live) => bindingCauses(object, live, namespaced),
      admit: (object, live, admission) => checkBinding(authorizer, object, live, admission),
    },
  })
}

function subjectsOf({ subjects }: KubeObject): Record<string, unknown>[] {
  return listOf(subjects)
}

function withDefaults(object: KubeObject): KubeObject {
  const { roleRef } = object
  const subjects = subjectsOf(object).map((subject) =>
    textOf(subject.apiGroup) === '' && subject.kind !== 'ServiceAccount'
      ? { ...subject, apiGroup: group }
      : subject,
  )
  return {
    ...object,
    ...(isObject(roleRef) ? { roleRef: { ...roleRef, apiGroup: textOf(roleRef.apiGroup) || group } } : {}),
    ...(subjects.length === 0 ? {} : { subjects }),
  }
}

function bindingCauses(object: KubeObject, live: KubeObject | undefined, namespaced: boolean): StatusCause[] {
  const ref: Record<string, unknown> = isObject(object.roleRef) ? object.roleRef : {}
  const causes: StatusCause[] = []
  const kinds = namespaced ? ['ClusterRole', 'Role'] : ['ClusterRole']
  if (ref.apiGroup !== group) causes.push(unsupportedValue('roleRef.apiGroup', ref.apiGroup ?? '', [group]))
  if (!kinds.includes(String(ref.kind))) causes.push(unsupportedValue('roleRef.kind', ref.kind ?? '', kinds))
  if ((ref.name ?? '') === '') causes.push(requiredValue('roleRef.name'))
  if (live !== undefined && !sameJson(live.roleRef, object.roleRef)) {
    const shown = JSON.stringify({ APIGroup: ref.apiGroup, Kind: ref.kind, Name: ref.name })
    causes.push({
      reason: 'FieldValueInvalid',
      field: 'roleRef',
      message: `Invalid value: ${shown}: cannot change roleRef`,
    })
  }
  return [...causes, ...subjectsOf(object).flatMap(subjectCauses)]
}

function subjectCauses(subject: Record<string, unknown>, index: number): StatusCause[] {
  const field = `subjects[${index}]`
  const causes: StatusCause[] = []
  if ((subject.name ?? '') === '') causes.push(requiredValue(`${field}.name`))
  if (subject.kind === 'ServiceAccount') {
    if ((subject.namespace ?? '') === '') causes.push(requiredValue(`${field}.namespace`))
  } else if (subject.kind !== 'User' && subject.kind !== 'Group') {
    causes.push(unsupportedValue(`${field}.kind`, subject.kind ?? '', ['ServiceAccount', 'User', 'Group']))
  } else if (subject.namespace !== undefined) {
    causes.push(forbiddenValue(`${field}.namespace`, 'must not be set'))
  }
  return causes
}
