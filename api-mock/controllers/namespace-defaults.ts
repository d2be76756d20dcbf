import { StatusError } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { namespaces } from '#api-mock/builtin/namespaces.ts'
import { configMaps } from '#api-mock/builtin/data.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { storageKey } from '#api-mock/resources/definition.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import type { Client } from './client.ts'
import { kindAt, read, toolsOf } from './context.ts'
import { Worker } from './worker.ts'

const rootCertificateName = 'kube-root-ca.crt'

const description =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** Gives each namespace its `default` service account and, where there is one, the cluster's root certificate. */
export class NamespaceDefaults {
  readonly #cluster: Cluster
  readonly #accounts: Client
  readonly #publisher: Client
  readonly #rootCertificate: string | undefined
  readonly #worker: Worker
  readonly #unsubscribe: () => void

  constructor(cluster: Cluster, rootCertificate?: string) {
    this.#cluster = cluster
    this.#rootCertificate = rootCertificate
    this.#accounts = toolsOf(cluster, 'service-account-controller').client
    this.#publisher = toolsOf(cluster, 'root-ca-certificate-publisher').client
    this.#worker = new Worker((name) => this.#sync(name), cluster.report, 5)
    const resource = storageKey(namespaces)
    for (const { name } of cluster.store.collection(resource).list()) this.#worker.add(name)
    this.#unsubscribe = cluster.store.subscribe((changes) => {
      for (const { resource: changed, current, deleted } of changes) {
        if (changed === resource) {
          if (!deleted) this.#worker.add(current.name)
        } else if (isDefault(changed, current.name)) {
          this.#worker.add(current.namespace)
        }
      }
    })
  }

  stop(): void {
    this.#unsubscribe()
    this.#worker.stop()
  }

  async #sync(namespace: string): Promise<void> {
    const stored = this.#cluster.store.get(storageKey(namespaces), '', namespace)
    if (stored === undefined || stored.metadata.deletionTimestamp !== undefined) return
    const accounts = kindAt(this.#cluster, '/v1/serviceaccounts')
    await this.#ensure(this.#accounts, accounts, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    })
    if (this.#rootCertificate === undefined) return
    const data = { 'ca.crt': this.#rootCertificate }
    const metadata = {
      name: rootCertificateName,
      namespace,
      annotations: { 'kubernetes.io/description': description },
    }
    await this.#ensure(this.#publisher, configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data })
    const known = read(this.#cluster, configMaps, { namespace, name: rootCertificateName })
    if (fieldsOf(known?.data)['ca.crt'] === this.#rootCertificate) return
    await this.#publisher.edit(configMaps, metadata, (object) => ({ ...object, data }))
  }

  async #ensure(client: Client, definition: ResourceDefinition, object: KubeObject): Promise<void> {
    const { name, namespace = '' } = object.metadata
    if (this.#cluster.store.get(storageKey(definition), namespace, name) !== undefined) return
    try {
      await client.create(definition, object)
    } catch (error) {
      // Somebody else was faster, or the namespace is going.
      if (!(error instanceof StatusError) || error.code >= 500) throw error
    }
  }
}

function isDefault(resource: string, name: string): boolean {
  return (
    (resource === '/serviceaccounts' && name === 'default') ||
    (resource === '/configmaps' && name === rootCertificateName)
  )
}
