import type { KubeObject } from '#kube/types.ts'
import type { Place } from '#api-mock/client/place.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { referencesOf } from './references.ts'

/** What the parts of a syncer know of a pod inside. */
export interface PodEntry extends Place {
  uid: string
  /** Empty until it is bound. */
  nodeName: string
  /** Whether it is on its node only because that is there. */
  daemon: boolean
  /** What it uses of its namespace, as `resource/name`. */
  references: readonly string[]
}

export function readPodEntry(pod: KubeObject): PodEntry {
  const { metadata, spec } = pod
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    nodeName: textOf(fieldsOf(spec).nodeName),
    daemon: controllerOf(metadata)?.kind === 'DaemonSet',
    references: referencesOf(pod),
  }
}
