import type { KubeObject } from '#kube/types.ts'
import { textOf } from '#api-mock/resources/values.ts'
import { listAt, sizeAt, textAt } from './fields.ts'
import type { Cells } from './fields.ts'

const secrets = {
  Type: ({ type }) => textOf(type),
  Data: (object) => sizeAt(object, 'data'),
} satisfies Cells

const configMaps = {
  Data: (object) => sizeAt(object, 'data') + sizeAt(object, 'binaryData'),
} satisfies Cells

const namespaces = { Status: (object) => textAt(object, 'status.phase') } satisfies Cells

const roleBindings = {
  Role: (object) => `${textAt(object, 'roleRef.kind')}/${textAt(object, 'roleRef.name')}`,
  Users: (object) => subjectNames(object, 'User'),
  Groups: (object) => subjectNames(object, 'Group'),
  ServiceAccounts: (object) => subjectNames(object, 'ServiceAccount'),
} satisfies Cells

function subjectNames(object: KubeObject, kind: string): string {
  return listAt(object, 'subjects')
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) =>
      kind === 'ServiceAccount' ? `${textOf(namespace)}/${textOf(name)}` : textOf(name),
    )
    .join(', ')
}

export const coreCells: Record<string, Cells> = {
  '/configmaps': configMaps,
  '/namespaces': namespaces,
  '/secrets': secrets,
  'rbac.authorization.k8s.io/clusterrolebindings': roleBindings,
  'rbac.authorization.k8s.io/rolebindings': roleBindings,
}
