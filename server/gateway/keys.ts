import { ownedAccessKey } from '#api/kinds/owned-access-key.ts'
import type { ResourceRequest } from '#kube/request-info.ts'
import { badRequest, methodNotAllowed, noSuchResource } from '#kube/status.ts'
import { parseJson } from '#kube/strict-json.ts'
import type { KubeList, KubeObject } from '#kube/types.ts'
import type { WatchEvent } from '#kube/watch.ts'
import type { Identity } from '#server/identity/identity.ts'
import { accessKeyLabel, systemNamespace, userLabel } from '#server/identity/keys.ts'
import { apiVersion, ownedKeyOf, shownAs, tableOf } from './answers/owned-key.ts'
import type { Admitted, Context } from './context.ts'
import type { Passage, Reduction } from './pass.ts'
import { shapeOf, type Shape } from './reduce.ts'

/**
 * A list or watch of one's own access keys: upstream it is one of their Secrets, asked as Aerie itself, since
 * nobody else sees these; what comes back is told as keys. So versions, pages and endings are the cluster's own.
 */
export function passToKeys(
  context: Context,
  { caller, target, accept }: Admitted,
  info: ResourceRequest,
  upgrades: boolean,
): Passage {
  checkCollection(info, upgrades)
  const { identity } = caller
  const query = new URLSearchParams(target.search)
  const own = `${accessKeyLabel}=true,${userLabel}=${identity.user}`
  const asked = query.get('labelSelector') ?? ''
  query.set('labelSelector', asked === '' ? own : `${own},${asked}`)
  if (query.has('fieldSelector')) {
    if (info.name === undefined) throw badRequest('keys can only be selected by metadata.name')
    const name = context.directory.ownKeys(identity).get(info.name)?.name ?? info.name
    query.set('fieldSelector', `metadata.name=${name}`)
  }
  const shape = shapeOf(accept, query.get('includeObject'))
  query.delete('includeObject')
  return {
    info,
    outgoing: {
      connection: context.management,
      as: 'aerie',
      path: `/api/v1/namespaces/${systemNamespace}/secrets`,
      search: `?${query}`,
    },
    reduction: keysAs(shape, identity),
  }
}

/** Whatever else is asked for would be passed on as it comes, and a Secret is nobody's to see. */
function checkCollection(info: ResourceRequest, upgrades: boolean): void {
  if (!isServed(info)) throw noSuchResource()
  if (info.verb !== 'watch' && (info.verb !== 'list' || upgrades)) throw methodNotAllowed()
}

/** Whether keys are served at the version and in the place that a request names. */
export function isServed({ version, namespace, subresource }: ResourceRequest): boolean {
  return version === ownedAccessKey.version && namespace === undefined && subresource === undefined
}

/** How Secrets are told as the keys of somebody, in the form that is wanted. */
export function keysAs(shape: Shape, identity: Identity): Reduction {
  return {
    plural: ownedAccessKey.plural,
    accept: 'application/json',
    list(text) {
      const { items, metadata } = parseJson(text, Infinity) as KubeList
      delete metadata.remainingItemCount
      const keys = items.flatMap((secret) => ownedKeyOf(secret, identity) ?? [])
      if (shape.form === 'table') return JSON.stringify(tableOf(keys, metadata, shape, true))
      const list =
        shape.form === 'metadata'
          ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
          : { kind: `${ownedAccessKey.kind}List`, apiVersion }
      return JSON.stringify({ ...list, metadata, items: keys.map((key) => shownAs(key, shape)) })
    },
    events() {
      let described = false
      return (line) => {
        const event = parseJson(line) as WatchEvent
        if (event.type === 'ERROR') return line
        const key = event.type === 'BOOKMARK' ? bookmark(event.object) : ownedKeyOf(event.object, identity)
        if (key === undefined) return undefined
        if (shape.form !== 'table') return JSON.stringify({ ...event, object: shownAs(key, shape) })
        const { resourceVersion = '' } = event.object.metadata
        const object = tableOf([key], { resourceVersion }, shape, !described)
        described = true
        return JSON.stringify({ ...event, object })
      }
    },
  }
}

/** What a bookmark says is in its metadata alone. */
function bookmark({ metadata }: KubeObject): KubeObject {
  return { apiVersion, kind: ownedAccessKey.kind, metadata }
}
