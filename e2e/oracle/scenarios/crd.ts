import type { Json, Scenario } from '#e2e/oracle/scenario.ts'
import { crds } from './crds.ts'
import { asTable, forget, get, mergePatch, post, remove, watch } from './steps.ts'

const name = 'gadgets.lifecycle.example.io'

const gadgetCrd = (versions: Json, more: { [key: string]: Json } = {}): Json => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: {
    group: 'lifecycle.example.io',
    scope: 'Namespaced',
    names: { kind: 'Gadget', plural: 'gadgets', shortNames: ['gd'] },
    versions,
    ...more,
  },
})

const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
  },
}
const version = { name: 'v1', served: true, storage: true, schema }

export const crdScenarios: Scenario[] = [
  {
    name: 'crd-lifecycle',
    covers: 'a CRD from its creation over its conditions to its removal, as object and as Table',
    needs: ['crd', 'watch', 'table'],
    steps: [
      watch('conditions', `${crds}?watch=true&fieldSelector=metadata.name%3D${name}`, 3),
      post('create', crds, gadgetCrd([version])),
      get('established', `${crds}/${name}`, { until: { contains: 'InitialNamesAccepted' } }),
      post('create-again', crds, gadgetCrd([version])),
      get('table', `${crds}?fieldSelector=metadata.name%3D${name}`, { headers: asTable }),
      get('empty-list', '/apis/lifecycle.example.io/v1/gadgets', { until: { status: 200 } }),
      mergePatch('default-columns', `${crds}/${name}`, { spec: { names: { categories: ['all'] } } }),
      get('accepted-names', `${crds}/${name}`, {
        until: { at: 'status.acceptedNames.categories.0', is: 'all' },
        keep: ['status'],
      }),
      remove('delete', `${crds}/${name}`),
      get('gone', `${crds}/${name}`, { until: { status: 404 } }),
      get('unserved', '/apis/lifecycle.example.io/v1/gadgets', { until: { status: 404 } }),
    ],
    cleanup: [forget(`${crds}/${name}`)],
  },
  {
    name: 'crd-invalid',
    covers: 'CRDs that are refused, and why',
    needs: ['crd'],
    steps: [
      post('wrong-name', crds, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'gadgets.elsewhere.io' },
        spec: {
          group: 'lifecycle.example.io',
          scope: 'Namespaced',
          names: { kind: 'Gadget', plural: 'gadgets' },
          versions: [version],
        },
      }),
      post('no-schema', crds, gadgetCrd([{ name: 'v1', served: true, storage: true }])),
      post('no-storage-version', crds, gadgetCrd([{ ...version, storage: false }])),
      post('no-versions', crds, gadgetCrd([])),
      post('bad-scope', crds, gadgetCrd([version], { scope: 'Galactic' })),
      post(
        'not-structural',
        crds,
        gadgetCrd([
          {
            ...version,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { properties: { size: { type: 'integer' } } } },
              },
            },
          },
        ]),
      ),
      post(
        'unpruned-without-saying-so',
        crds,
        gadgetCrd([
          {
            ...version,
            schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'objekt' } } } },
          },
        ]),
      ),
      post(
        'bad-json-path',
        crds,
        gadgetCrd([
          { ...version, additionalPrinterColumns: [{ name: 'X', type: 'string', jsonPath: 'spec.size' }] },
        ]),
      ),
      post('empty-spec', crds, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name },
        spec: {},
      }),
    ],
  },
]
