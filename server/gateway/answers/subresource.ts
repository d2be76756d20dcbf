import type { IncomingMessage } from 'node:http'
import type { Kind } from '#api/kind.ts'
import { objectPath } from '#api/paths.ts'
import type { ResourceRequest, Verb } from '#kube/request-info.ts'
import { notFound } from '#kube/status.ts'
import { apiVersionOf } from '#kube/types.ts'
import { orAbsent } from '#server/cluster/client.ts'
import type { Admitted, Context } from '#server/gateway/context.ts'

/** A request about a part of an object that the gateway answers itself; it has been decided on. */
export interface AskedPart {
  context: Context
  admitted: Admitted
  request: IncomingMessage
  info: ResourceRequest
}

/** A part of the objects of a kind, as it is served (contract §3.2). */
export interface Part {
  /** Of what is answered. */
  kind: string
  /** The fields of the answer beside its kind, by what is done. */
  answers: Partial<Record<Verb, (asked: AskedPart) => object | Promise<object>>>
}

/** The object whose part is asked for, or 404; what the watches have not brought yet is asked for. */
export async function objectOf<T>(
  { context, info }: AskedPart,
  known: ReadonlyMap<string, T>,
  kind: Kind,
): Promise<T> {
  const { name = '', namespace } = info
  const found =
    known.get(namespace === undefined ? name : `${namespace}/${name}`) ??
    (await orAbsent(context.client.get<T>(objectPath(kind, name, namespace))))
  if (found === undefined) throw notFound({ ...kind, name })
  return found
}

/** The head of such an answer. */
export function headOf(kind: string, group: Pick<ResourceRequest, 'group' | 'version'>, name: string) {
  return { apiVersion: apiVersionOf(group), kind, metadata: { name, creationTimestamp: null } }
}
