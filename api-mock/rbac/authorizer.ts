import { isObject } from '#kube/json.ts'
import type { RequestInfo } from '#kube/request-info.ts'
import { describeRules, rulesAllow } from '#kube/rules.ts'
import type { PolicyRule } from '#kube/rules.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import { listOf } from '#api-mock/resources/values.ts'
import type { Change } from '#api-mock/store/log.ts'
import { parseStored } from '#api-mock/store/parse-stored.ts'
import type { Store } from '#api-mock/store/store.ts'
import type { Stored } from '#api-mock/store/stored.ts'

const group = 'rbac.authorization.k8s.io'
const kinds = {
  clusterRoles: `${group}/clusterroles`,
  roles: `${group}/roles`,
  clusterBindings: `${group}/clusterrolebindings`,
  bindings: `${group}/rolebindings`,
} as const

export interface RoleRef {
  kind: string
  name: string
}

/** A binding as the authorizer needs it; the namespace of a cluster's is empty. */
interface Binding {
  namespace: string
  name: string
  roleRef: RoleRef
  subjects: readonly string[]
}

/** What someone may do, and why it could not be found out completely. */
export interface Grants {
  rules: PolicyRule[]
  errors: string[]
}

export interface Decision {
  allowed: boolean
  /** Empty where there is none to give. */
  reason: string
}

/** Whoever is in this group may do everything, whatever the roles say. */
export const masters = 'system:masters'

/** Decides by roles and bindings, which it keeps in memory as they change. */
export class Authorizer {
  readonly #rules = new Map<string, PolicyRule[]>()
  readonly #bindings = new Map<string, Binding>()
  /** The keys of the bindings that name a subject. */
  readonly #bySubject = new Map<string, Set<string>>()

  /** `delay` runs what makes a change effective, at once or, as in large clusters, a little later. */
  constructor(store: Store, delay: (effect: () => void) => void = (effect) => effect()) {
    for (const resource of Object.values(kinds)) {
      for (const stored of store.collection(resource).list()) this.#put(resource, stored)
    }
    store.subscribe((changes) => {
      const mine = changes.filter(({ resource }) => resource.startsWith(`${group}/`))
      if (mine.length > 0) delay(() => this.#take(mine))
    })
  }

  allows(user: UserInfo, request: RequestInfo): boolean {
    return this.decide(user, request).allowed
  }

  /** Whether a request is allowed, and the words in which an access review gives the reason. */
  decide(user: UserInfo, request: RequestInfo): Decision {
    if (user.groups.includes(masters)) return { allowed: true, reason: '' }
    const namespace = request.resource ? (request.namespace ?? '') : ''
    const errors: string[] = []
    for (const binding of this.#bindingsOf(user, namespace)) {
      const rules = this.rulesOf(binding.roleRef, binding.namespace)
      if (rules === undefined) errors.push(missing(binding))
      else if (rulesAllow(rules, request)) return { allowed: true, reason: reasonOf(binding, user) }
    }
    return { allowed: false, reason: errors.length === 0 ? '' : `RBAC: ${listed([...new Set(errors)])}` }
  }

  /** The rules that hold for a user in a namespace; '' for the cluster. */
  grants(user: UserInfo, namespace: string): Grants {
    const rules: PolicyRule[] = []
    const errors = new Set<string>()
    for (const binding of this.#bindingsOf(user, namespace)) {
      const found = this.rulesOf(binding.roleRef, binding.namespace)
      if (found === undefined) errors.add(missing(binding))
      else rules.push(...found)
    }
    return { rules, errors: [...errors] }
  }

  rulesOf({ kind, name }: RoleRef, namespace: string): PolicyRule[] | undefined {
    const key =
      kind === 'ClusterRole' ? `${kinds.clusterRoles}//${name}` : `${kinds.roles}/${namespace}/${name}`
    return this.#rules.get(key)
  }

  /** Those that name the user and hold in the namespace, the cluster's first. */
  #bindingsOf({ username, groups }: UserInfo, namespace: string): Binding[] {
    const subjects = [`User/${username}`, ...groups.map((name) => `Group/${name}`)]
    const keys = new Set(subjects.flatMap((subject) => [...(this.#bySubject.get(subject) ?? [])]))
    const holds = (key: string): boolean => {
      const bound = this.#bindings.get(key)?.namespace
      return bound === '' || bound === namespace
    }
    return [...keys]
      .filter(holds)
      .toSorted()
      .flatMap((key) => this.#bindings.get(key) ?? [])
  }

  #take(changes: readonly Change[]): void {
    for (const { resource, deleted, current } of changes) {
      if (deleted) this.#drop(`${resource}/${current.path}`)
      else this.#put(resource, current)
    }
  }

  #put(resource: string, stored: Stored): void {
    const key = `${resource}/${stored.path}`
    this.#drop(key)
    const object = parseStored(stored.text)
    if (resource === kinds.clusterRoles || resource === kinds.roles) {
      this.#rules.set(key, readRules(object.rules))
      return
    }
    const binding = {
      namespace: stored.namespace,
      name: stored.name,
      roleRef: readRoleRef(object.roleRef),
      subjects: readSubjects(object.subjects),
    }
    this.#bindings.set(key, binding)
    for (const subject of binding.subjects) {
      const bound = this.#bySubject.get(subject) ?? new Set()
      this.#bySubject.set(subject, bound.add(key))
    }
  }

  #drop(key: string): void {
    this.#rules.delete(key)
    for (const subject of this.#bindings.get(key)?.subjects ?? []) this.#bySubject.get(subject)?.delete(key)
    this.#bindings.delete(key)
  }
}

function missing({ roleRef }: Binding): string {
  return roleRef.kind === 'ClusterRole'
    ? `clusterrole.${group} "${roleRef.name}" not found`
    : `role.${group} "${roleRef.name}" not found`
}

/** The binding that allows, in the words of kube-apiserver. */
function reasonOf({ namespace, name, roleRef, subjects }: Binding, { username, groups }: UserInfo): string {
  const binding = namespace === '' ? `ClusterRoleBinding "${name}"` : `RoleBinding "${name}/${namespace}"`
  const mine = new Set([`User/${username}`, ...groups.map((group) => `Group/${group}`)])
  const [kind = '', ...rest] = (subjects.find((subject) => mine.has(subject)) ?? '').split('/')
  const subject = rest.join('/')
  const [, account] = /^system:serviceaccount:(.+)$/.exec(subject) ?? []
  const who =
    account === undefined
      ? `${kind} "${subject}"`
      : `ServiceAccount "${account.split(':').toReversed().join('/')}"`
  return `RBAC: allowed by ${binding} of ${roleRef.kind} "${roleRef.name}" to ${who}`
}

/** One error as it is, several in brackets. */
function listed(errors: readonly string[]): string {
  return errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`
}

/** Stored roles were validated, so what is there has the shape of rules. */
export function readRules(rules: unknown): PolicyRule[] {
  return listOf(rules) as unknown as PolicyRule[]
}

export function readRoleRef(ref: unknown): RoleRef {
  return isObject(ref) ? { kind: String(ref.kind), name: String(ref.name) } : { kind: '', name: '' }
}

function readSubjects(subjects: unknown): string[] {
  return listOf(subjects).map(({ kind, name, namespace }) =>
    kind === 'ServiceAccount'
      ? `User/system:serviceaccount:${String(namespace)}:${String(name)}`
      : `${String(kind)}/${String(name)}`,
  )
}

/** Rules about the same single resource become one with all their verbs; sorted as kube-apiserver sorts them. */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const simple = new Map<string, PolicyRule>()
  const others: PolicyRule[] = []
  for (const rule of rules) {
    const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule
    if (
      apiGroups.length !== 1 ||
      resources.length !== 1 ||
      resourceNames.length > 0 ||
      nonResourceURLs.length > 0
    ) {
      others.push(rule)
      continue
    }
    const key = `${apiGroups[0]}/${resources[0]}`
    const known = simple.get(key)
    simple.set(
      key,
      known === undefined ? rule : { ...known, verbs: [...new Set([...known.verbs, ...rule.verbs])] },
    )
  }
  const printed = (rule: PolicyRule): string => describeRules([rule])[0] ?? ''
  return [...others, ...simple.values()].toSorted((a, b) => (printed(a) < printed(b) ? -1 : 1))
}
