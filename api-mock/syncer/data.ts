import { configMaps } from '#api-mock/builtin/data.ts'
import { builtIn } from '#api-mock/builtin/define.ts'
import { placeOf } from '#api-mock/client/place.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { KubeObject } from '#kube/types.ts'
import type { SyncContext } from './context.ts'
import { Keeper } from './keeper.ts'
import { hostMetadata, withHostMetadata } from './metadata.ts'
import type { Target } from './metadata.ts'
import { Pairs, readInside } from './pairs.ts'
import type { Used } from './references.ts'
import type { Uses } from './uses.ts'

const definitions: Record<Used, ResourceDefinition> = {
  configmaps: configMaps,
  secrets: builtIn('/v1/secrets'),
}

/** Keeps those ConfigMaps, or Secrets, on the host that pods inside use, as they are inside. */
export class DataSync {
  readonly #context: SyncContext
  readonly #resource: Used
  readonly #definition: ResourceDefinition
  readonly #uses: Uses
  readonly #pairs: Pairs
  readonly #keeper: Keeper

  constructor(context: SyncContext, resource: Used, uses: Uses) {
    const definition = definitions[resource]
    this.#context = context
    this.#resource = resource
    this.#definition = definition
    this.#uses = uses
    this.#pairs = new Pairs(context, definition, { read: readInside })
    const component = `${definition.kind.toLowerCase()}-syncer`
    this.#keeper = new Keeper(context, {
      definition,
      component,
      work: (key, target) => this.#sync(key, target),
    })
    this.#pairs.follow((key) => this.#keeper.add(key))
    uses.follow((changed, key) => {
      if (changed === resource) this.#keeper.add(key)
    })
  }

  stop(): void {
    this.#keeper.stop()
    this.#pairs.stop()
  }

  async #sync(key: string, target: Target): Promise<void> {
    const { outside } = this.#context
    const { object, host } = this.#pairs.read(key)
    const place = placeOf(key)
    if (object === undefined || !this.#uses.has(this.#resource, place)) {
      if (host === undefined) return
      await outside.remove(this.#definition, this.#context.hostPlace(place), { uid: host.metadata.uid })
      return
    }
    const metadata = hostMetadata(object, target)
    const content = contentOf(object)
    if (host === undefined) {
      const { apiVersion, kind } = object
      await outside.create(this.#definition, { apiVersion, kind, metadata, ...content })
      return
    }
    await outside.edit(this.#definition, this.#context.hostPlace(place), (live) => {
      const { apiVersion, kind, metadata: kept } = withHostMetadata(live, metadata)
      return { apiVersion, kind, metadata: kept, ...content }
    })
  }
}

function contentOf({
  apiVersion: _apiVersion,
  kind: _kind,
  metadata: _metadata,
  ...content
}: KubeObject): object {
  return content
}
