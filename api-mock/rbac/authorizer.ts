import { isObject } from '#kube/json.ts'
import { rulesAllow } from '#kube/rules.ts'
import type { PolicyRule } from '#kube/rules.ts'
import type { RequestInfo } from '#kube/request-info.ts'
import type { UserInfo } from '#api-mock/resources/definition.ts'
import type { Change } from '#api-mock/store/log.ts'
import type { Store } from '#api-mock/store/store.ts'
import { parseStored } from '#api-mock/serve/numbers.ts'
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
  roleRef: RoleRef
  subjects: readonly string[]
}

/** What someone may do, and why it could not be found out completely. */
export interface Grants {
  rules: PolicyRule[]
  errors: string[]
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
    if (user.groups.includes(masters)) return true
    const namespace = request.resource ? (request.namespace ?? '') : ''
    return rulesAllow(this.grants(user, namespace).rules, request)
  }

  /** The rules that hold for a user in a namespace; '' for the cluster. */
  grants(user: UserInfo, namespace: string): Grants {
    const rules: PolicyRule[] = []
    const errors: string[] = []
    for (const binding of this.#bindingsOf(user)) {
      if (binding.namespace !== '' && binding.namespace !== namespace) continue
      const found = this.rulesOf(binding.roleRef, binding.namespace)
      if (found === undefined) errors.push(missing(binding))
      else rules.push(...found)
    }
    return { rules, errors: [...new Set(errors)] }
  }

  rulesOf({ kind, name }: RoleRef, namespace: string): PolicyRule[] | undefined {
    const key =
      kind === 'ClusterRole' ? `${kinds.clusterRoles}//${name}` : `${kinds.roles}/${namespace}/${name}`
    return this.#rules.get(key)
  }

  #bindingsOf({ username, groups }: UserInfo): Binding[] {
    const subjects = [`User/${username}`, ...groups.map((name) => `Group/${name}`)]
    const keys = new Set(subjects.flatMap((subject) => [...(this.#bySubject.get(subject) ?? [])]))
    return [...keys].flatMap((key) => this.#bindings.get(key) ?? [])
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

/** Stored roles were validated, so what is there has the shape of rules. */
export function readRules(rules: unknown): PolicyRule[] {
  return Array.isArray(rules) ? (rules.filter(isObject) as unknown as PolicyRule[]) : []
}

export function readRoleRef(ref: unknown): RoleRef {
  return isObject(ref) ? { kind: String(ref.kind), name: String(ref.name) } : { kind: '', name: '' }
}

function readSubjects(subjects: unknown): string[] {
  if (!Array.isArray(subjects)) return []
  return subjects
    .filter(isObject)
    .map(({ kind, name, namespace }) =>
      kind === 'ServiceAccount'
        ? `User/system:serviceaccount:${String(namespace)}:${String(name)}`
        : `${String(kind)}/${String(name)}`,
    )
}
