import { isObject } from '#kube/json.ts'
import { ageColumn, column, nameColumn } from '#api-mock/resources/columns.ts'
import type { ResourceDefinition } from '#api-mock/resources/definition.ts'
import type { Authorizer } from '#api-mock/rbac/authorizer.ts'
import { customResourceDefinitions } from './crds.ts'
import { configMaps, secrets } from './data.ts'
import { define } from './define.ts'
import { events } from './events.ts'
import { namespaces } from './namespaces.ts'
import { rbacKinds } from './rbac.ts'
import { reviewKinds } from './reviews.ts'
import { flag, int32, kindOf, listBy, listOf, pointer, struct, text } from './schemas.ts'

const reference = {
  kind: text,
  namespace: text,
  uid: text,
  apiVersion: text,
  resourceVersion: text,
  fieldPath: text,
}

const serviceAccounts = define({
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  shortNames: ['sa'],
  namespaced: true,
  schema: kindOf({
    secrets: listBy('name', pointer({ ...reference, name: text })),
    imagePullSecrets: listOf(pointer({ name: text })),
    automountServiceAccountToken: flag,
  }),
})

const holder =
  'holderIdentity contains the identity of the holder of a current lease. If Coordinated Leader Election is used, the holder identity must be equal to the elected LeaseCandidate.metadata.name field.'

const leases = define({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
  schema: kindOf({
    spec: struct({
      holderIdentity: text,
      leaseDurationSeconds: int32,
      acquireTime: text,
      renewTime: text,
      leaseTransitions: int32,
      strategy: text,
      preferredHolder: text,
    }),
  }),
  columns: [
    nameColumn,
    column('Holder', holder, ({ spec }) => (isObject(spec) ? (spec.holderIdentity ?? '') : '')),
    ageColumn,
  ],
  empty: { spec: {} },
  strategy: { defaults: (object) => ({ ...object, spec: object.spec ?? {} }) },
})

/** Every built-in kind; one that is added here is served like the others. */
export function builtinKinds(authorizer: Authorizer): ResourceDefinition[] {
  return [
    namespaces,
    secrets,
    configMaps,
    events,
    serviceAccounts,
    customResourceDefinitions,
    ...rbacKinds(authorizer),
    leases,
    ...reviewKinds(authorizer),
  ]
}
