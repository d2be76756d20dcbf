import { isObject } from '#kube/json.ts'
import { forbidden } from '#kube/status.ts'
import type { KubeObject } from '#kube/types.ts'
import { namespaces as cells } from '#api-mock/builtin/cells/core.ts'
import { ageColumn, column, nameColumn } from '#api-mock/resources/columns.ts'
import { fieldsOf } from '#api-mock/resources/values.ts'
import { allVerbs, define } from './define.ts'
import { conditions, kindOf, struct, text, texts } from './schemas.ts'
import { namespaceFields } from './selectable.ts'

/** Without these a cluster does not work. */
const undeletable = new Set(['default', 'kube-system', 'kube-public'])

const nameLabel = 'kubernetes.io/metadata.name'

/** A namespace goes in two steps: it is Terminating until its contents and its `spec.finalizers` are gone. */
export const namespaces = define({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  shortNames: ['ns'],
  namespaced: false,
  verbs: allVerbs.filter((verb) => verb !== 'deletecollection'),
  subresources: ['status', 'finalize'],
  names: 'label',
  columns: [nameColumn, column('Status', 'The status of the namespace', cells.Status), ageColumn],
  empty: { spec: {}, status: {} },
  schema: kindOf({ spec: struct({ finalizers: texts }), status: struct({ phase: text, conditions }) }),
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
    selectable: namespaceFields,
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
