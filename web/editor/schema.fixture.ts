import { schemasOf } from './schema.ts'

const metadata = {
  type: 'object',
  properties: {
    name: { type: 'string', description: 'Name must be unique within a namespace.' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
}

/** A small API server's kinds: one that is built in, and a custom one. */
export const someSchemas = schemasOf([
  {
    components: {
      schemas: {
        Meta: metadata,
        Pod: {
          type: 'object',
          'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: { allOf: [{ $ref: '#/components/schemas/Meta' }], description: 'Standard metadata.' },
            spec: { $ref: '#/components/schemas/PodSpec' },
          },
        },
        PodSpec: {
          type: 'object',
          description: 'What the pod should be.',
          required: ['containers'],
          properties: {
            containers: { type: 'array', items: { $ref: '#/components/schemas/Container' } },
            restartPolicy: { type: 'string', enum: ['Always', 'Never'], default: 'Always' },
            hostNetwork: { type: 'boolean' },
          },
        },
        Container: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string' },
            image: { type: 'string', description: 'Container image name.' },
            ports: {
              type: 'array',
              items: { type: 'object', properties: { containerPort: { type: 'integer', format: 'int32' } } },
            },
            env: { type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        },
      },
    },
  },
  {
    components: {
      schemas: {
        Widget: {
          type: 'object',
          'x-kubernetes-group-version-kind': [{ group: 'acme.io', version: 'v1', kind: 'Widget' }],
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata,
            spec: {
              type: 'object',
              properties: {
                size: { 'x-kubernetes-int-or-string': true },
                memory: { type: 'string', format: 'quantity' },
              },
            },
          },
        },
      },
    },
  },
])
