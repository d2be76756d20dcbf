import type { KubeObject } from '#kube/types.ts'
import type { Plugin } from './plugin.ts'

/** By plural: what keeps a claim while a pod uses it, and a volume while it is bound to a claim. */
export const volumeFinalizers: Record<string, string> = {
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
  persistentvolumes: 'kubernetes.io/pv-protection',
}

/** Storage that is in use does not vanish under those who use it; a controller lets it go when nobody does. */
export const volumeProtection: Plugin = {
  mutate({ context }, object) {
    const { group, plural } = context.definition
    const finalizer = group === '' ? volumeFinalizers[plural] : undefined
    return finalizer === undefined ? object : withFinalizer(object, finalizer)
  },
}

function withFinalizer(object: KubeObject, finalizer: string): KubeObject {
  const { finalizers = [] } = object.metadata
  if (finalizers.includes(finalizer)) return object
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } }
}
