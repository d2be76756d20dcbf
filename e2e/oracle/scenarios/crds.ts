import type { Json, Step } from '#e2e/oracle/scenario.ts'
import { ensure, forget, get } from './steps.ts'

export const group = 'management.example.io'
export const teams = `/apis/${group}/v1/teams`
export const apiVersion = `${group}/v1`
export const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

const text = { type: 'string' }
const texts = { type: 'array', items: text }

/** Cluster scoped, shaped like the kinds of the management API. */
export const teamCrd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `teams.${group}` },
  spec: {
    group,
    scope: 'Cluster',
    names: {
      kind: 'Team',
      listKind: 'TeamList',
      plural: 'teams',
      singular: 'team',
      shortNames: ['tm'],
      categories: ['all-mgmt'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [
          { name: 'Display Name', type: 'string', jsonPath: '.spec.displayName' },
          {
            name: 'Members',
            type: 'integer',
            description: 'How many there are.',
            jsonPath: '.status.members',
          },
          { name: 'Owner', type: 'string', priority: 1, jsonPath: '.spec.owner.user' },
          { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description: 'Team is a group of users.',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  displayName: { ...text, description: 'DisplayName is shown in the console.' },
                  description: text,
                  username: text,
                  users: texts,
                  groups: texts,
                  clusterRoles: {
                    type: 'array',
                    items: { type: 'object', properties: { name: text } },
                  },
                  owner: { type: 'object', properties: { user: text, team: text } },
                  access: {
                    type: 'array',
                    items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                  },
                },
              },
              status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ],
  },
} satisfies Json

export const namespace = 'oracle'
export const widgets = `/apis/${group}/v1/namespaces/${namespace}/widgets`

/** Namespaced, with one field for each thing that a schema can ask. */
export const widgetCrd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', minimum: 1, maximum: 100 },
                  count: { type: 'integer', format: 'int64' },
                  ratio: { type: 'number' },
                  port: { 'x-kubernetes-int-or-string': true },
                  mode: { ...text, enum: ['fast', 'slow'], default: 'fast' },
                  code: { ...text, pattern: '^[a-z]+$', maxLength: 5 },
                  active: { type: 'boolean', default: true },
                  tags: { ...texts, nullable: true, minItems: 1 },
                  labels: { type: 'object', additionalProperties: text },
                  set: { ...texts, 'x-kubernetes-list-type': 'set' },
                  parts: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: text, value: text, weight: { type: 'integer', default: 1 } },
                    },
                  },
                  nested: {
                    type: 'object',
                    default: {},
                    properties: { level: { type: 'integer', default: 3 } },
                  },
                  since: { ...text, format: 'date-time' },
                },
              },
            },
          },
        },
      },
    ],
  },
} satisfies Json

const served = (name: string, path: string): Step => get(name, path, { until: { status: 200 }, accept: [] })

/** The CRDs that scenarios share. They stay, since making and removing them takes seconds each. */
export const withTeams: Step[] = [ensure(crds, teamCrd), served('teams are served', teams)]

export const withWidgets: Step[] = [
  ensure('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }),
  ensure(crds, widgetCrd),
  served('widgets are served', widgets),
]

export const team = (name: string, spec: Json = {}, metadata: { [key: string]: Json } = {}): Json => ({
  apiVersion,
  kind: 'Team',
  metadata: { name, ...metadata },
  spec,
})

export const widget = (name: string, spec: Json): Json => ({
  apiVersion,
  kind: 'Widget',
  metadata: { name },
  spec,
})

export const forgetTeams = (...names: string[]): Step[] => names.map((name) => forget(`${teams}/${name}`))
export const forgetWidgets = (...names: string[]): Step[] => names.map((name) => forget(`${widgets}/${name}`))
