import type { KubeObject } from '#kube/types.ts'
import { cluster } from './cluster.ts'
import { devices } from './devices.ts'
import { networking } from './networking.ts'
import { pod } from './pod.ts'
import { registration } from './registration.ts'
import { scaling } from './scaling.ts'
import { storage } from './storage.ts'
import { workloads } from './workloads.ts'

/**
 * What each built-in kind defaults, by `group/plural`. Applied after decoding, before validation and before an
 * apply is compared: the input is never changed, and applying one again changes nothing. The facts are those of
 * `pkg/apis/<group>/<version>/defaults.go` in Kubernetes, and of its Go types: which structs are always written.
 */
export const defaults: Record<string, (object: KubeObject) => KubeObject> = {
  '/pods': pod,
  ...workloads,
  ...networking,
  ...storage,
  ...scaling,
  ...cluster,
  ...registration,
  ...devices,
}
