import type { KubeObject } from '#kube/types.ts'
import { volumeFinalizers } from '#api-mock/admission/volume-protection.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { pods } from '#api-mock/builtin/pods.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { claimsOf } from '#api-mock/pods/claims.ts'
import { hasEnded } from '#api-mock/pods/phase.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'

const claims = builtIn('/v1/persistentvolumeclaims')
const volumes = builtIn('/v1/persistentvolumes')

/** A pod as far as it holds claims. */
interface User {
  namespace: string
  claims: readonly string[]
}

interface Kept {
  namespace: string
  name: string
  going: boolean
  bound: boolean
}

/** Lets claims go that no pod uses any more, and volumes that are bound to none. */
export class VolumeProtection {
  readonly #client: Client
  readonly #worker: Worker
  readonly #users: Index<User>
  readonly #claims: Index<Kept>
  readonly #volumes: Index<Kept>

  constructor(cluster: Cluster) {
    const username = 'system:serviceaccount:kube-system:pvc-protection-controller'
    this.#client = new Client(cluster, { username, manager: 'kube-controller-manager' })
    this.#worker = new Worker((key) => this.#release(key), cluster.report)
    this.#users = new Index(cluster, { definition: pods, read: readUser })
    this.#claims = new Index(cluster, { definition: claims, read: readKept })
    this.#volumes = new Index(cluster, { definition: volumes, read: readKept })
    this.#claims.follow(({ current }) => this.#look(current))
    this.#volumes.follow(({ current }) => this.#look(current))
    this.#users.follow(({ previous }) => {
      for (const name of previous?.claims ?? []) this.#look(this.#claims.get(previous?.namespace ?? '', name))
    })
  }

  stop(): void {
    for (const index of [this.#users, this.#claims, this.#volumes]) index.stop()
    this.#worker.stop()
  }

  #look(kept: Kept | undefined): void {
    if (kept?.going === true) this.#worker.add(`${kept.namespace}/${kept.name}`)
  }

  async #release(key: string): Promise<void> {
    const [namespace = '', name = ''] = key.split('/')
    const kept = namespace === '' ? this.#volumes.get('', name) : this.#claims.get(namespace, name)
    if (kept?.going !== true || this.#isUsed(kept)) return
    await this.#client.edit(namespace === '' ? volumes : claims, { namespace, name }, withoutProtection)
  }

  #isUsed({ namespace, name, bound }: Kept): boolean {
    if (namespace === '') return bound
    for (const user of this.#users.all()) {
      if (user.namespace === namespace && user.claims.includes(name)) return true
    }
    return false
  }
}

function readKept({ metadata, status }: KubeObject): Kept {
  const { namespace = '', name, deletionTimestamp } = metadata
  const bound = textOf(fieldsOf(status).phase) === 'Bound'
  return { namespace, name, going: deletionTimestamp !== undefined, bound }
}

/** A pod that has ended uses nothing any more. */
function readUser({ metadata, spec, status }: KubeObject): User {
  const phase = textOf(fieldsOf(status).phase)
  return { namespace: metadata.namespace ?? '', claims: hasEnded(phase) ? [] : claimsOf(spec) }
}

function withoutProtection(object: KubeObject): KubeObject {
  const protecting = new Set(Object.values(volumeFinalizers))
  const { finalizers = [], ...metadata } = object.metadata
  const left = finalizers.filter((finalizer) => !protecting.has(finalizer))
  return { ...object, metadata: { ...metadata, ...(left.length === 0 ? {} : { finalizers: left }) } }
}
