import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { configMaps } from '#api-mock/builtin/data.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { namespaces } from '#api-mock/builtin/namespaces.ts'
import { Client } from '#api-mock/client/client.ts'
import { Index } from '#api-mock/client/object-index.ts'
import { Worker } from '#api-mock/client/worker.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'

const serviceAccounts = builtIn('/v1/serviceaccounts')

interface Seen {
  name: string
  namespace: string
  going: boolean
}

/** Keeps in each namespace what pods run as and trust: the account `default`, and the authority of the API server. */
export class ServiceAccountController {
  readonly #client: Client
  readonly #certificates: Client
  readonly #worker: Worker
  readonly #namespaces: Index<Seen>
  readonly #kept: Index<Seen>[]
  readonly #authority: string

  /** `authority` is PEM; empty where the API server speaks plain http, as in tests. */
  constructor(cluster: Cluster, authority: string) {
    const manager = 'kube-controller-manager'
    const account = 'system:serviceaccount:kube-system'
    this.#authority = authority
    this.#client = new Client(cluster, { username: `${account}:service-account-controller`, manager })
    this.#certificates = new Client(cluster, { username: `${account}:root-ca-cert-publisher`, manager })
    this.#worker = new Worker((namespace) => this.#complete(namespace), cluster.report)
    this.#namespaces = new Index(cluster, { definition: namespaces, read: seen })
    this.#namespaces.follow(({ current }) => {
      if (current !== undefined && !current.going) this.#worker.add(current.name)
    })
    this.#kept = [serviceAccounts, configMaps].map(
      (definition) => new Index(cluster, { definition, read: seen }),
    )
    for (const index of this.#kept) {
      index.follow(({ current, previous }) => {
        if (current === undefined && previous !== undefined && isKept(previous))
          this.#worker.add(previous.namespace)
      })
    }
  }

  stop(): void {
    this.#namespaces.stop()
    for (const index of this.#kept) index.stop()
    this.#worker.stop()
  }

  async #complete(namespace: string): Promise<void> {
    const found = this.#namespaces.get('', namespace)
    if (found === undefined || found.going) return
    const [accounts, maps] = this.#kept
    if (accounts?.get(namespace, 'default') === undefined) {
      await ensure(this.#client, serviceAccounts, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      })
    }
    if (maps?.get(namespace, 'kube-root-ca.crt') === undefined) {
      await ensure(this.#certificates, configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'kube-root-ca.crt',
          namespace,
          annotations: { 'kubernetes.io/description': about },
        },
        data: { 'ca.crt': this.#authority },
      })
    }
  }
}

const about =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

function seen({ metadata }: KubeObject): Seen {
  const { name, namespace = '', deletionTimestamp } = metadata
  return { name, namespace, going: deletionTimestamp !== undefined }
}

function isKept({ name }: Seen): boolean {
  return name === 'default' || name === 'kube-root-ca.crt'
}

/** Somebody else may have made it meanwhile, or the namespace may be going: then there is nothing to do. */
async function ensure(client: Client, definition: ResourceDefinition, object: KubeObject): Promise<void> {
  try {
    await client.create(definition, object)
  } catch (error) {
    if (!(error instanceof StatusError) || error.code >= 500) throw error
  }
}
