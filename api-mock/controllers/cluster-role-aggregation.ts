import { isObject, sameJson } from '#kube/json.ts'
import { matchesLabels } from '#kube/selectors.ts'
import type { LabelSelector } from '#kube/selectors.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { Client } from './client.ts'
import { kindAt, toolsOf } from './context.ts'
import { Index } from './index.ts'
import { readSelector } from './selectors.ts'
import type { Labels } from './selectors.ts'
import { listOf } from './values.ts'
import { Worker } from './worker.ts'

interface RoleEntry {
  name: string
  labels: Labels
  rules: Record<string, unknown>[]
  /** Whose rules it gathers; undefined for a role with rules of its own. */
  gathers: LabelSelector[] | undefined
}

/** Gives roles that gather others' rules what they select. */
export class ClusterRoleAggregation {
  readonly #definition: ResourceDefinition
  readonly #roles: Index<RoleEntry>
  readonly #client: Client
  readonly #worker: Worker

  constructor(cluster: Cluster) {
    this.#definition = kindAt(cluster, 'rbac.authorization.k8s.io/v1/clusterroles')
    this.#client = toolsOf(cluster, 'clusterrole-aggregation-controller').client
    this.#worker = new Worker((name) => this.#sync(name), cluster.report)
    this.#roles = new Index(cluster, {
      definition: this.#definition,
      read: ({ metadata, rules, aggregationRule }) => ({
        name: metadata.name,
        labels: metadata.labels ?? {},
        rules: listOf(rules),
        gathers: isObject(aggregationRule) ? selectorsOf(aggregationRule) : undefined,
      }),
      keys: { gathers: ({ gathers }) => (gathers === undefined ? undefined : '') },
    })
    this.#roles.follow(() => {
      for (const { name } of this.#roles.by('gathers', '')) this.#worker.add(name)
    })
  }

  stop(): void {
    this.#worker.stop()
    this.#roles.stop()
  }

  async #sync(name: string): Promise<void> {
    const role = this.#roles.get('', name)
    const { gathers } = role ?? {}
    if (role === undefined || gathers === undefined) return
    const rules: unknown[] = []
    const others = [...this.#roles.all()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
    for (const other of others) {
      if (other.name === name || !gathers.some((selector) => matchesLabels(selector, other.labels))) continue
      for (const rule of other.rules) if (!rules.some((each) => sameJson(each, rule))) rules.push(rule)
    }
    if (sameJson(role.rules, rules)) return
    await this.#client.edit(this.#definition, { namespace: '', name }, (object) => ({ ...object, rules }))
  }
}

function selectorsOf({ clusterRoleSelectors }: Record<string, unknown>): LabelSelector[] {
  return listOf(clusterRoleSelectors).flatMap((each) => {
    const selector = readSelector(each)
    return selector === undefined ? [] : [selector]
  })
}
