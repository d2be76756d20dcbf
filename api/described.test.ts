import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { answeredShapes } from './answered-kinds.ts'
import { crdOf } from './crd.ts'
import { internalKinds, kinds } from './kinds.ts'
import { ownedAccessKey, ownedAccessKeySchema } from './kinds/owned-access-key.ts'
import { structural } from './structural.ts'

interface Described {
  description?: string
  properties?: Record<string, Described>
  items?: Described
  additionalProperties?: Described
}

/** The fields below a schema of which `kubectl explain` would have nothing to say. */
function undescribed({ properties = {}, items, additionalProperties }: Described, path: string): string[] {
  return [
    ...Object.entries(properties).flatMap(([name, property]) => [
      ...((property.description ?? '') === '' ? [`${path}.${name}`] : []),
      ...undescribed(property, `${path}.${name}`),
    ]),
    ...(items === undefined ? [] : undescribed(items, `${path}[]`)),
    ...(additionalProperties === undefined ? [] : undescribed(additionalProperties, `${path}{}`)),
  ]
}

const described = [...kinds, ...internalKinds, { ...ownedAccessKey, schema: ownedAccessKeySchema() }]

test.each(described.map((kind) => [kind.kind, kind] as const))('%s says what each field is', (name, kind) => {
  const { spec, status } = crdOf(kind).spec.versions[0]?.schema.openAPIV3Schema.properties ?? {}
  expect(undescribed({ properties: { spec: spec ?? {}, status: status ?? {} } }, name)).toEqual([])
})

test.each(Object.entries(answeredShapes))('%s says what each field is', (name, shape) => {
  expect(undescribed(structural(z.toJSONSchema(shape?.fields ?? z.never())), name)).toEqual([])
})
