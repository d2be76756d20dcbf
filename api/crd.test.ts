import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { crdOf } from './crd.ts'
import { kinds } from './kinds.ts'
import { structural } from './structural.ts'

test('null becomes nullable, open objects keep what they do not know, integers have a width', () => {
  const schema = z.object({
    names: z.optional(z.nullable(z.array(z.string()))),
    free: z.optional(z.looseObject({ known: z.optional(z.boolean()) })),
    labels: z.optional(z.record(z.string(), z.string())),
    count: z.int().check(z.minimum(0)),
  })
  expect(structural(z.toJSONSchema(schema))).toEqual({
    type: 'object',
    required: ['count'],
    properties: {
      names: { type: 'array', items: { type: 'string' }, nullable: true },
      free: {
        type: 'object',
        properties: { known: { type: 'boolean' } },
        'x-kubernetes-preserve-unknown-fields': true,
      },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      count: { type: 'integer', format: 'int64', minimum: 0 },
    },
  })
})

test('a union other than with null is refused, as it would not be structural', () => {
  expect(() => structural(z.toJSONSchema(z.object({ a: z.union([z.string(), z.number()]) })))).toThrow(
    /union/,
  )
})

test.each(kinds.map((kind) => [kind.kind, kind] as const))(
  '%s: names and columns are complete',
  (_, kind) => {
    const { metadata, spec } = crdOf(kind)
    expect(metadata.name).toBe(`${kind.plural}.${kind.group}`)
    expect(spec.names.singular).toBe(kind.kind.toLowerCase())
    for (const column of spec.versions[0]?.additionalPrinterColumns ?? []) {
      expect(column.jsonPath).toMatch(/^\.(spec|status|metadata)\./)
      expect(column.description).not.toBe('')
    }
  },
)
