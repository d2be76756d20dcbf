import * as z from 'zod/mini'
import type { StoredKind } from './kind.ts'
import { structural } from './structural.ts'

/** The annotation with which a stored definition says which shapes it has; a newer one is not overwritten. */
export const schemaVersionAnnotation = 'aerie.dev/schema-version'

/** Raised with every change of the stored shapes. */
export const schemaVersion = 2

/** The CustomResourceDefinition of a kind, ready to be applied. Defaults `spec` to an empty object. */
export function crdOf(kind: StoredKind) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${kind.plural}.${kind.group}`,
      annotations: { [schemaVersionAnnotation]: String(schemaVersion) },
    },
    spec: {
      group: kind.group,
      scope: kind.scope,
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        singular: kind.singular,
        ...(kind.shortNames.length === 0 ? {} : { shortNames: [...kind.shortNames] }),
      },
      versions: [
        {
          name: kind.version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schemaOf(kind) },
          subresources: { status: {} },
          additionalPrinterColumns: kind.schema.columns.map((column) => ({ ...column })),
        },
      ],
    },
  }
}

function schemaOf(kind: StoredKind) {
  return {
    type: 'object',
    description: kind.schema.description,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object', properties: { name: { type: 'string', maxLength: kind.maxNameLength } } },
      spec: {
        description: 'What is wanted of it.',
        ...structural(z.toJSONSchema(kind.schema.spec)),
        default: {},
      },
      status: {
        description: 'How it is, as Aerie sees it; written by Aerie alone.',
        ...structural(z.toJSONSchema(kind.schema.status)),
      },
    },
  }
}
