import { expect, test } from 'vitest'
import { kindOf, pointer, struct, text } from '#api-mock/builtin/schemas.ts'
import { withoutStructs } from './go-structs.ts'

test('nobody makes a struct that is always there', () => {
  const schema = kindOf({
    spec: struct({ names: struct({ kind: text }), conversion: pointer({ strategy: text }) }),
  })
  const fieldsV1 = {
    'f:spec': {
      '.': {},
      'f:names': { '.': {}, 'f:kind': {} },
      'f:conversion': { '.': {}, 'f:strategy': {} },
    },
  }
  expect(withoutStructs([{ fieldsV1 }], schema)).toEqual([
    {
      fieldsV1: { 'f:spec': { 'f:names': { 'f:kind': {} }, 'f:conversion': { '.': {}, 'f:strategy': {} } } },
    },
  ])
})
