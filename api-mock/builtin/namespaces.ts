import { isObject } from '#kube/json.ts'
import { forbidden } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

/** Without these a cluster does not work. */
const undeletable = new Set(['default', 'kube-system', 'kube-public'])

const nameLabel = 'kubernetes.io/metadata.name'

/** A namespace goes in two steps: it is Terminating until its contents and its `spec.finalizers` are gone. */
export const namespaces = builtIn('/v1/namespaces', {
  names: 'label',
  strategy: {
    defaults: (object) => withNameLabel(withoutEmptyList(object)),
    prepareForCreate: (object) => ({
      ...withNameLabel(object),
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }),
    // Only the subresource `finalize` changes the finalizers.
    prepareForUpdate: (object, live, subresource) => ({
      ...object,
      spec: subresource === 'finalize' ? (object.spec ?? {}) : live.spec,
    }),
    admit: (object, _live, { verb }) => {
      if (verb === 'delete' && undeletable.has(object.metadata.name)) {
        throw forbidden(
          { group: '', plural: 'namespaces', name: object.metadata.name },
          'this namespace may not be deleted',
        )
      }
    },
    isHeldBack: (object) => finalizersOf(object).length > 0,
    beginDeletion: (object, now) => {
      const { metadata } = object
      const held = finalizersOf(object).length > 0 || (metadata.finalizers ?? []).length > 0
      if (!held) return undefined
      return {
        ...object,
        metadata: { ...metadata, deletionTimestamp: metadata.deletionTimestamp ?? now },
        status: { ...fieldsOf(object.status), phase: 'Terminating' },
      }
    },
  },
})

export function finalizersOf({ spec }: KubeObject): unknown[] {
  return isObject(spec) && Array.isArray(spec.finalizers) ? spec.finalizers : []
}

/** Selectors of network policies find namespaces by this label. */
function withNameLabel(object: KubeObject): KubeObject {
  const { metadata } = object
  if (metadata.name === '' || metadata.labels?.[nameLabel] === metadata.name) return object
  return {
    ...object,
    metadata: { ...metadata, labels: { ...metadata.labels, [nameLabel]: metadata.name } },
  }
}

/** Go leaves an empty list of finalizers out. */
function withoutEmptyList(object: KubeObject): KubeObject {
  if (!isObject(object.spec) || finalizersOf(object).length > 0) return object
  const { finalizers: _finalizers, ...spec } = object.spec
  return { ...object, spec }
}
