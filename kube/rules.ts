import { quote } from './causes.ts'
import type { RequestInfo } from './request-info.ts'
import { badRequest } from './status.ts'

/** One rule of an RBAC Role or ClusterRole; a list that is absent is empty. */
export interface PolicyRule {
  verbs: string[]
  apiGroups?: string[]
  resources?: string[]
  resourceNames?: string[]
  nonResourceURLs?: string[]
}

/** Whether one of the rules allows the request, as the RBAC authorizer of Kubernetes decides it. */
export function rulesAllow(rules: readonly PolicyRule[], request: RequestInfo): boolean {
  return rules.some((rule) => allows(rule, request))
}

function allows(rule: PolicyRule, request: RequestInfo): boolean {
  if (!hasOrAll(rule.verbs, request.verb)) return false
  if (!request.resource) return (rule.nonResourceURLs ?? []).some((url) => coversUrl(url, request.path))
  const { group, plural, name = '', subresource } = request
  const resources = subresource === undefined ? [plural] : [`${plural}/${subresource}`, `*/${subresource}`]
  const names = rule.resourceNames ?? []
  return (
    hasOrAll(rule.apiGroups, group) &&
    resources.some((resource) => hasOrAll(rule.resources, resource)) &&
    (names.length === 0 || names.includes(name))
  )
}

function hasOrAll(list: readonly string[] | undefined, wanted: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(wanted))
}

/** A rule's URL ends with `*` to cover all that begin with what precedes it. */
function coversUrl(rule: string, url: string): boolean {
  return rule === url || (rule.endsWith('*') && url.startsWith(rule.replace(/\*+$/, '')))
}

/** More single permissions than any role lists; a product of four lists must not be computed beyond it. */
const mostPermissions = 100_000

/**
 * The permissions in `wanted` that `granted` does not hold, each as a rule with one verb, one resource and at
 * most one name; empty when all are held. Whoever writes a role must hold what it grants. Throws 400 when
 * the wanted rules amount to more permissions than can be compared.
 */
export function covers(granted: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  const count = wanted.reduce((sum, rule) => sum + permissionCount(rule), 0)
  if (count > mostPermissions)
    throw badRequest(`the rules amount to more than ${mostPermissions} permissions`)
  return wanted.flatMap(breakDown).filter((one) => !granted.some((rule) => ruleCovers(rule, one)))
}

function permissionCount(rule: PolicyRule): number {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule
  const named = Math.max(1, resourceNames.length)
  return rule.verbs.length * (apiGroups.length * resources.length * named + nonResourceURLs.length)
}

function breakDown(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb): PolicyRule[] => {
        const one = { apiGroups: [group], resources: [resource], verbs: [verb] }
        return resourceNames.length === 0
          ? [one]
          : resourceNames.map((name) => ({ ...one, resourceNames: [name] }))
      }),
    ),
  )
  const onUrls = nonResourceURLs.flatMap((url) =>
    verbs.map((verb): PolicyRule => ({ nonResourceURLs: [url], verbs: [verb] })),
  )
  return [...onResources, ...onUrls]
}

/** Whether a rule holds a permission that was broken down to one verb, one resource and at most one name. */
function ruleCovers(rule: PolicyRule, one: PolicyRule): boolean {
  const owned = rule.resourceNames ?? []
  const names = one.resourceNames ?? []
  return (
    one.verbs.every((verb) => hasOrAll(rule.verbs, verb)) &&
    (one.apiGroups ?? []).every((group) => hasOrAll(rule.apiGroups, group)) &&
    (one.resources ?? []).every((resource) => coversResource(rule.resources, resource)) &&
    (owned.length === 0 || (names.length > 0 && names.every((name) => owned.includes(name)))) &&
    (one.nonResourceURLs ?? []).every((url) =>
      (rule.nonResourceURLs ?? []).some((own) => coversUrl(own, url)),
    )
  )
}

function coversResource(owned: readonly string[] | undefined, resource: string): boolean {
  const slash = resource.indexOf('/')
  return hasOrAll(owned, resource) || (slash !== -1 && (owned ?? []).includes(`*${resource.slice(slash)}`))
}

/**
 * The lines in which kube-apiserver names permissions that are missing, one per resource with all its verbs:
 * `{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}`, sorted.
 */
export function describeRules(rules: readonly PolicyRule[]): string[] {
  const joined: PolicyRule[] = []
  const byResource = new Map<string, PolicyRule>()
  for (const rule of rules) {
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames])
    const known = rule.nonResourceURLs === undefined ? byResource.get(key) : undefined
    if (known !== undefined) known.verbs = [...known.verbs, ...rule.verbs]
    else {
      const own = { ...rule }
      joined.push(own)
      if (rule.nonResourceURLs === undefined) byResource.set(key, own)
    }
  }
  return [...new Set(joined.map(printRule))].sort()
}

function printRule(rule: PolicyRule): string {
  const lists: [string, readonly string[] | undefined][] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ]
  const parts = lists.flatMap(([name, list]) =>
    list === undefined || list.length === 0 ? [] : [`${name}:[${list.map((item) => quote(item)).join(' ')}]`],
  )
  return `{${parts.join(', ')}}`
}
