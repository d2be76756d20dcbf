import { sameJson } from '#kube/json.ts'
import { requirementsOf } from '#kube/label-selector.ts'
import { matchesLabels } from '#kube/selectors.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import type { KubeObject } from '#kube/types.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { fieldsOf, listOf } from '#api-mock/resources/values.ts'

const clusterRoles = builtIn('rbac.authorization.k8s.io/v1/clusterroles')

interface Role {
  name: string
  labels: Record<string, string>
  rules: readonly unknown[]
  /** The roles that it is the sum of; undefined where its rules are its own. */
  sumOf: readonly LabelSelector[] | undefined
}

/** Keeps the rules of those cluster roles that are the sum of others. */
export class RoleAggregation {
  readonly #client: Client
  readonly #worker: Worker
  readonly #roles: Index<Role>

  constructor(cluster: Cluster) {
    const username = 'system:serviceaccount:kube-system:clusterrole-aggregation-controller'
    this.#client = new Client(cluster, { username, manager: 'clusterrole-aggregation-controller' })
    this.#worker = new Worker((name) => this.#sum(name), cluster.report)
    this.#roles = new Index(cluster, { definition: clusterRoles, read: readRole })
    this.#roles.follow(() => {
      for (const { name, sumOf } of this.#roles.all()) if (sumOf !== undefined) this.#worker.add(name)
    })
  }

  stop(): void {
    this.#roles.stop()
    this.#worker.stop()
  }

  async #sum(name: string): Promise<void> {
    const role = this.#roles.get('', name)
    if (role?.sumOf === undefined) return
    const rules = this.#rulesOf(role, role.sumOf)
    if (sameJson(rules, role.rules)) return
    await this.#client.edit(clusterRoles, { namespace: '', name }, (object) => ({ ...object, rules }))
  }

  /** In the order of the roles' names, each rule once. */
  #rulesOf({ name }: Role, selectors: readonly LabelSelector[]): unknown[] {
    const parts = [...this.#roles.all()]
      .filter((other) => other.name !== name && selectors.some((each) => matchesLabels(each, other.labels)))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    const known = new Map(parts.flatMap(({ rules }) => rules).map((rule) => [JSON.stringify(rule), rule]))
    return [...known.values()]
  }
}

function readRole({ metadata, rules, aggregationRule }: KubeObject): Role {
  const { clusterRoleSelectors: selectors } = fieldsOf(aggregationRule)
  const sumOf = Array.isArray(selectors)
    ? listOf(selectors).map((each) => requirementsOf(each) ?? [])
    : undefined
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    rules: Array.isArray(rules) ? rules : [],
    sumOf,
  }
}
