import type { JsonObject } from '#kube/json.ts'
import { sameJson } from '#kube/json.ts'
import type { Verb } from '#kube/request-info.ts'
import { secrets } from '#api-mock/builtin/data.ts'
import { services } from '#api-mock/builtin/services.ts'
import { Client } from '#api-mock/client/client.ts'
import type { Cluster } from '#api-mock/cluster.ts'
import { read } from '#api-mock/controllers/context.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { forbiddenRequest } from '#api-mock/serve/authorize.ts'
import type { ControlPlane } from './control-plane.ts'

/**
 * The Secrets of a nested server in its host's namespace. It may do with them what the service account of its
 * pod may: whoever can start pods gains nothing by starting this one.
 */
export class HostSecrets {
  readonly #host: Cluster
  readonly #plane: ControlPlane

  constructor(host: Cluster, plane: ControlPlane) {
    this.#host = host
    this.#plane = plane
  }

  /** The values of a Secret; undefined where there is none. Throws StatusError 403. */
  read(name: string): Record<string, string> | undefined {
    this.#demand('get', name)
    const secret = read(this.#host, secrets, { namespace: this.#plane.namespace, name })
    if (secret === undefined) return undefined
    return Object.fromEntries(
      Object.entries(fieldsOf(secret.data)).map(([key, value]) => [
        key,
        Buffer.from(textOf(value), 'base64').toString('utf8'),
      ]),
    )
  }

  /** Sees to it that a Secret has these values; what else it has stays. Rejects with StatusError. */
  async write(name: string, values: Record<string, string>): Promise<void> {
    const { namespace, name: owner, serviceAccount } = this.#plane
    const data = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, Buffer.from(value, 'utf8').toString('base64')]),
    )
    const username = `system:serviceaccount:${namespace}:${serviceAccount}`
    const client = new Client(this.#host, { username, manager: 'vcluster' })
    const place = { namespace, name }
    if (read(this.#host, secrets, place) === undefined) {
      this.#demand('create')
      const labels = { app: 'vcluster', 'vcluster-name': owner }
      await client.create(secrets, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { ...place, labels, ...this.#owners() },
        type: 'Opaque',
        data,
      })
      return
    }
    this.#demand('update', name)
    await client.edit(secrets, place, (secret) => {
      const merged: JsonObject = { ...fieldsOf(secret.data), ...data }
      return sameJson(merged, secret.data) ? secret : { ...secret, data: merged }
    })
  }

  /** Whether there is what the Secrets belong to. */
  isOwned(): boolean {
    return this.#owners().ownerReferences !== undefined
  }

  /** The Service in front of the server: what it makes on its host goes with it. */
  #owners(): { ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string }[] } {
    const { namespace, name } = this.#plane
    const uid = read(this.#host, services, { namespace, name })?.metadata.uid
    return uid === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid }] }
  }

  #demand(verb: Verb, name?: string): void {
    const { namespace, serviceAccount } = this.#plane
    const user = {
      username: `system:serviceaccount:${namespace}:${serviceAccount}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    }
    const request = {
      resource: true,
      verb,
      group: '',
      version: 'v1',
      plural: 'secrets',
      namespace,
      ...(name === undefined ? {} : { name }),
    } as const
    const { allowed, reason } = this.#host.authorizer.decide(user, request)
    if (!allowed) throw forbiddenRequest(user, request, reason)
  }
}
