import type { KubeObject } from '#kube/types.ts'
import { defaultTolerations } from './tolerations.ts'
import { limitRanger } from './limit-ranger.ts'
import type { Admitting, Plugin } from './plugin.ts'
import { taintNewNodes } from './node-taint.ts'
import { priority } from './priority.ts'
import { room } from './room.ts'
import { resourceQuota } from './quota.ts'
import { defaultStorageClass } from './storage-class.ts'
import { serviceAccount } from './service-account.ts'
import { volumeProtection } from './volume-protection.ts'

const plugins: readonly Plugin[] = [
  limitRanger,
  serviceAccount,
  taintNewNodes,
  priority,
  defaultTolerations,
  defaultStorageClass,
  volumeProtection,
  room,
  // The last to be asked: what another would refuse must not be charged.
  resourceQuota,
]

/** Completes a new object as the admission plugins do. */
export function mutate(admitting: Admitting, object: KubeObject): KubeObject {
  return plugins.reduce((given, plugin) => plugin.mutate?.(admitting, given) ?? given, object)
}

/** Refuses what the admission plugins refuse. */
export function admit(admitting: Admitting, object: KubeObject, live: KubeObject | undefined): void {
  for (const plugin of plugins) plugin.validate?.(admitting, object, live)
}
