import { expect, test } from 'vitest'
import {
  virtualClusterTemplate as kind,
  type VirtualClusterTemplate,
} from '#api/kinds/virtual-cluster-template.ts'
import { StatusError } from '#kube/status.ts'
import { someone } from '#server/identity/someone.ts'
import { checkTemplateObject } from './template.ts'

function causesOf(spec: VirtualClusterTemplate['spec']) {
  const after = { apiVersion: 'management.loft.sh/v1', kind: kind.kind, metadata: { name: 't' }, spec }
  try {
    checkTemplateObject({ kind, identity: someone('root', { admin: true }), before: undefined, after })
    return []
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return error.status.details?.causes?.map(({ field }) => field)
  }
}

const bad = 'a: {{ range .Values.x }}'

test.each<[VirtualClusterTemplate['spec'], string[]]>([
  [{ template: { objects: 'a: {{ .Values.x | quote }}', helmRelease: { values: 'b: 1' } } }, []],
  [{ template: { objects: bad } }, ['spec.template.objects']],
  [{ template: { helmRelease: { values: bad } } }, ['spec.template.helmRelease.values']],
  [{ template: { metadata: { labels: { x: bad } } } }, ['spec.template.metadata.labels[x]']],
  [{ template: { spaceTemplate: { objects: bad } } }, ['spec.template.spaceTemplate.objects']],
  // Charts are kept and not deployed, and may be templates of their own.
  [{ template: { charts: [{ values: bad }] } }, []],
  [{ versions: [{ version: '1.0.0', template: { objects: bad } }] }, ['spec.versions[0].template.objects']],
  [
    { versions: [{ version: '1.0' }, { version: '01.0.0' }] },
    ['spec.versions[0].version', 'spec.versions[1].version'],
  ],
  [{ versions: [{ version: '1.0.0' }, { version: 'v1.0.0' }] }, ['spec.versions[1].version']],
  [{ parameters: [{ variable: 'a-b' }] }, ['spec.parameters']],
  [
    { versions: [{ version: '1.0.0', parameters: [{ variable: 'x', type: 'colour' }] }] },
    ['spec.versions[0].parameters'],
  ],
])('of %j wrong is %j', (spec, fields) => {
  expect(causesOf(spec)).toEqual(fields)
})
