import { isObject } from '#kube/json.ts'
import type { KubeObject } from '#kube/types.ts'
import { crdProblems } from '#api-mock/crd/validation.ts'
import { listOf } from '#api-mock/resources/values.ts'
import { builtIn } from './define.ts'

export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io'

/** Definitions of custom resources; a controller accepts their names and cleans up after them. */
export const customResourceDefinitions = builtIn('apiextensions.k8s.io/v1/customresourcedefinitions', {
  strategy: {
    defaults: withDefaults,
    prepareForCreate: (object) => ({
      ...object,
      status: {
        conditions: null,
        acceptedNames: { plural: '', kind: '' },
        storedVersions: storageVersions(object),
      },
    }),
    prepareForUpdate: (object) => withStoredVersion(object),
    validate: (object, live) => crdProblems(object, live),
    beginDeletion: withTerminating,
  },
})

function spec({ spec: value }: KubeObject): Record<string, unknown> {
  return isObject(value) ? value : {}
}

/** Names that are not given follow from the kind, and conversion is None. */
function withDefaults(object: KubeObject): KubeObject {
  const given = spec(object)
  const names = isObject(given.names) ? given.names : {}
  const kind = typeof names.kind === 'string' ? names.kind : ''
  const defaulted = {
    ...given,
    names: {
      ...names,
      ...(kind === ''
        ? {}
        : { singular: names.singular ?? kind.toLowerCase(), listKind: names.listKind ?? `${kind}List` }),
    },
    conversion: given.conversion ?? { strategy: 'None' },
  }
  return { ...object, spec: defaulted }
}

function versionsOf(object: KubeObject): Record<string, unknown>[] {
  return listOf(spec(object).versions)
}

function storageVersions(object: KubeObject): string[] | null {
  const names = versionsOf(object)
    .filter(({ storage }) => storage === true)
    .map(({ name }) => String(name))
  return names.length === 0 ? null : names
}

/** A version that once was stored stays listed until someone has rewritten its objects. */
function withStoredVersion(object: KubeObject): KubeObject {
  const status = isObject(object.status) ? object.status : {}
  const stored = Array.isArray(status.storedVersions) ? status.storedVersions.map(String) : []
  const added = (storageVersions(object) ?? []).filter((name) => !stored.includes(name))
  return added.length === 0
    ? object
    : { ...object, status: { ...status, storedVersions: [...stored, ...added] } }
}

function withTerminating(object: KubeObject, now: string): KubeObject | undefined {
  const { metadata } = object
  if (metadata.deletionTimestamp !== undefined) {
    return (metadata.finalizers ?? []).length === 0 ? undefined : object
  }
  const status = isObject(object.status) ? object.status : {}
  const conditions = Array.isArray(status.conditions) ? status.conditions : []
  const terminating = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: now,
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  }
  const finalizers = [...new Set([...(metadata.finalizers ?? []), cleanupFinalizer])]
  return {
    ...object,
    metadata: { ...metadata, deletionTimestamp: now, finalizers },
    status: { ...status, conditions: [...conditions, terminating] },
  }
}
