import { isObject } from '#kube/json.ts'
import type { JsonObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { without } from '#api-mock/builtin/defaults/fill.ts'
import { firstStatus, keepMetadata, withFirstStatus } from './status.ts'
import type { Prepare } from './status.ts'

const persistentVolumes: Prepare = {
  prepareForCreate: (object) => {
    const created = withFirstStatus('/persistentvolumes', object)
    const lastPhaseTransitionTime = object.metadata.creationTimestamp ?? null
    return { ...created, status: { ...fieldsOf(created.status), lastPhaseTransitionTime } }
  },
  prepareForUpdate: (object, live) => {
    const status = fieldsOf(object.status)
    const { phase, lastPhaseTransitionTime } = fieldsOf(live.status)
    const isKept = status.phase === phase && (status.lastPhaseTransitionTime ?? null) === null
    if (!isKept || lastPhaseTransitionTime === undefined) return object
    return { ...object, status: { ...status, lastPhaseTransitionTime } }
  },
}

const persistentVolumeClaims: Prepare = {
  prepareForCreate: (object) =>
    withDataSources(withFirstStatus('/persistentvolumeclaims', object), undefined),
  prepareForUpdate: (object, live) => withDataSources(object, live),
}

/** A claim says twice what it is filled from: in the old field, and in the new one that knows all kinds. */
function withDataSources(object: KubeObject, live: KubeObject | undefined): KubeObject {
  const old = fieldsOf(live?.spec)
  const given = fieldsOf(object.spec)
  const isNew = !isObject(old.dataSource) && !isObject(old.dataSourceRef)
  const isOdd = isNew && !isObject(given.dataSourceRef) && !isOfOldKind(fieldsOf(given.dataSource))
  const spec = isOdd ? without('dataSource')(given) : given
  const { dataSource, dataSourceRef } = spec
  if (isObject(dataSource) && !isObject(dataSourceRef)) {
    return { ...object, spec: { ...spec, dataSourceRef: named(dataSource) } }
  }
  if (isObject(dataSourceRef) && !isObject(dataSource) && textOf(dataSourceRef.namespace) === '') {
    return { ...object, spec: { ...spec, dataSource: named(dataSourceRef) } }
  }
  return { ...object, spec }
}

/** The old field takes other kinds, but forgets them. */
function isOfOldKind({ apiGroup, kind }: JsonObject): boolean {
  const group = textOf(apiGroup)
  if (kind === 'PersistentVolumeClaim') return group === ''
  return kind === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io'
}

function named({ apiGroup = null, kind, name }: JsonObject): JsonObject {
  return { apiGroup, kind, name }
}

export const storage: Record<string, Prepare> = {
  '/persistentvolumes': persistentVolumes,
  '/persistentvolumeclaims': persistentVolumeClaims,
  'storage.k8s.io/volumeattachments': {
    ...firstStatus('storage.k8s.io/volumeattachments'),
    prepareForUpdate: keepMetadata,
  },
}
