import { parseStored } from '#api-mock/store/parse-stored.ts'
import { specOf } from './plugin.ts'
import type { Plugin } from './plugin.ts'

const annotation = 'storageclass.kubernetes.io/is-default-class'

/** A claim that names no storage class gets the one for all, the newest where there are several. */
export const defaultStorageClass: Plugin = {
  mutate({ context, transaction }, object) {
    const { group, plural } = context.definition
    const spec = specOf(object)
    if (group !== '' || plural !== 'persistentvolumeclaims' || spec.storageClassName !== undefined)
      return object
    const [found] = transaction
      .list('storage.k8s.io/storageclasses')
      .map(({ text }) => parseStored(text).metadata)
      .filter(({ annotations }) => annotations?.[annotation] === 'true')
      .toSorted((one, other) => ((one.creationTimestamp ?? '') > (other.creationTimestamp ?? '') ? -1 : 1))
    return found === undefined ? object : { ...object, spec: { ...spec, storageClassName: found.name } }
  },
}
