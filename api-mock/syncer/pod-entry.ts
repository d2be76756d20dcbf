import type { KubeObject } from '#kube/types.ts'
import { controllerOf } from '#api-mock/resources/owners.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { readInside } from './pairs.ts'
import type { InsideEntry } from './pairs.ts'
import { referencesOf } from './references.ts'

/** What the parts of a syncer know of a pod inside. */
export interface PodEntry extends InsideEntry {
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
    ...readInside(pod),
    nodeName: textOf(fieldsOf(spec).nodeName),
    daemon: controllerOf(metadata)?.kind === 'DaemonSet',
    references: referencesOf(pod),
  }
}
