import type { KubeObject, OwnerReference } from '#kube/types.ts'
import type { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { read } from '#api-mock/controllers/context.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, numberOf } from '#api-mock/resources/values.ts'
import { hashTemplate } from './template.ts'

/** A ControllerRevision: a pod template that a workload has or had. */
export interface RevisionEntry {
  namespace: string
  name: string
  uid: string
  owner: string | undefined
  revision: number
  templateHash: string
}

export type RevisionIndex = Index<RevisionEntry>

export function indexRevisions(cluster: Cluster): RevisionIndex {
  return new Index(cluster, {
    definition: cluster.registry.builtIn('apps/v1/controllerrevisions'),
    read: (object) => ({
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name,
      uid: object.metadata.uid ?? '',
      owner: controllerOf(object.metadata)?.uid,
      revision: numberOf(object.revision),
      templateHash: hashTemplate(templateIn(object)),
    }),
    keys: { owner: ({ owner }) => owner },
  })
}

/** The template in a revision, without the directive that makes it a strategic merge patch. */
function templateIn({ data }: KubeObject): Record<string, unknown> {
  const { $patch: _directive, ...template } = fieldsOf(fieldsOf(fieldsOf(data).spec).template)
  return template
}

/** What of a history is to be changed for a workload's template as it is now. */
export interface HistoryPlan {
  /** The revision that the template has already. */
  known: RevisionEntry | undefined
  /** The number that it is to have. */
  revision: number
}

/** The newest revision is the one of the template: an older one becomes the newest when it is gone back to. */
export function planHistory(entries: readonly RevisionEntry[], templateHash: string): HistoryPlan {
  const sorted = entries.toSorted(compareRevisions)
  const newest = sorted.at(-1)
  const known = sorted.findLast((entry) => entry.templateHash === templateHash)
  const next = (newest?.revision ?? 0) + 1
  return { known, revision: known !== undefined && known === newest ? known.revision : next }
}

function compareRevisions(one: RevisionEntry, other: RevisionEntry): number {
  return one.revision - other.revision || (one.name < other.name ? -1 : 1)
}

/** The revisions beyond the limit that nothing is made of any more, the oldest first. */
export function outdatedRevisions(
  entries: readonly RevisionEntry[],
  live: ReadonlySet<string>,
  limit: number,
): RevisionEntry[] {
  const history = entries.filter(({ name }) => !live.has(name)).toSorted(compareRevisions)
  return history.slice(0, Math.max(0, history.length - limit))
}

/** The revisions of workloads, as ControllerRevisions. */
export class RevisionHistory {
  readonly #cluster: Cluster
  readonly #client: Client
  readonly #index: RevisionIndex

  constructor(cluster: Cluster, client: Client, index: RevisionIndex) {
    this.#cluster = cluster
    this.#client = client
    this.#index = index
  }

  of(ownerUid: string): RevisionEntry[] {
    return this.#index.by('owner', ownerUid)
  }

  /** The revision of a workload's template, which is made where it is missing. */
  async ensure(
    workload: KubeObject,
    { owner, hashLabel }: { owner: OwnerReference; hashLabel: string },
  ): Promise<RevisionEntry> {
    const definition = this.#definition()
    const { template } = fieldsOf(workload.spec)
    const templateHash = hashTemplate(template)
    const { known, revision } = planHistory(this.of(owner.uid), templateHash)
    if (known !== undefined) {
      if (known.revision !== revision) {
        await this.#client.edit(definition, known, (object) => ({ ...object, revision }))
      }
      return { ...known, revision }
    }
    const { namespace = '', name, annotations = {} } = workload.metadata
    const { labels } = fieldsOf(fieldsOf(template).metadata)
    const created = await this.#client.create(definition, {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${name.slice(0, 223)}-${templateHash}`,
        namespace,
        labels: { ...(fieldsOf(labels) as Record<string, string>), [hashLabel]: templateHash },
        annotations,
        ownerReferences: [owner],
      },
      data: { spec: { template: { ...fieldsOf(template), $patch: 'replace' } } },
      revision,
    })
    const { uid = '' } = created.metadata
    return { namespace, name: created.metadata.name, uid, owner: owner.uid, revision, templateHash }
  }

  /** The pod template of a revision. */
  templateOf(entry: RevisionEntry): unknown {
    const object = read(this.#cluster, this.#definition(), entry)
    return object === undefined ? undefined : templateIn(object)
  }

  async remove(entries: readonly RevisionEntry[]): Promise<void> {
    const definition = this.#definition()
    await Promise.all(entries.map((entry) => this.#client.remove(definition, entry, { uid: entry.uid })))
  }

  #definition(): ResourceDefinition {
    return this.#cluster.registry.builtIn('apps/v1/controllerrevisions')
  }
}
