import { expect, test } from 'vitest'
import { goSchema } from './go-schema.ts'
import { decodeTyped } from './typed.ts'

const decode = (kind: string, value: Record<string, unknown>): unknown =>
  decodeTyped(goSchema(`io.k8s.api.core.v1.${kind}`), value)

test('null and unknown fields vanish, the latter are reported', () => {
  const value = {
    metadata: { odd: 1 },
    immutable: null,
    colour: 'red',
    secrets: [{ name: 'a' }, { noun: 'x' }],
  }
  expect(decode('ServiceAccount', value)).toEqual({
    value: { metadata: { odd: 1 }, secrets: [{ name: 'a' }, {}] },
    unknown: ['immutable', 'colour', 'secrets[1].noun'],
  })
})

test('an object comes out as Go writes it: always with its structs, never with what is empty', () => {
  const spec = {
    hostNetwork: false,
    volumes: [],
    nodeSelector: {},
    enableServiceLinks: false,
    containers: [{ name: 'a', image: '', ports: [{ containerPort: 80, hostPort: 0 }] }],
  }
  expect(decode('Pod', { metadata: {}, spec })).toEqual({
    value: {
      metadata: {},
      spec: {
        enableServiceLinks: false,
        containers: [{ name: 'a', ports: [{ containerPort: 80 }], resources: {} }],
      },
      status: {},
    },
    unknown: [],
  })
  expect(decode('Pod', {})).toMatchObject({ value: { spec: { containers: null } } })
})

test('quantities and times come out in their canonical form', () => {
  const status = {
    capacity: { cpu: 2, memory: '1024Ki' },
    conditions: [{ lastHeartbeatTime: '2026-01-01T02:00:00.5+02:00' }],
  }
  expect(decode('Node', { status })).toMatchObject({
    value: {
      status: {
        capacity: { cpu: '2', memory: '1Mi' },
        conditions: [{ lastHeartbeatTime: '2026-01-01T00:00:00Z', lastTransitionTime: null }],
      },
    },
  })
  expect(() => decode('Node', { status: { capacity: { cpu: 'lots' } } })).toThrow(/quantities must match/)
})

test('a value of another type is refused in the words of Go', () => {
  expect(() => decode('Secret', { immutable: 'yes' })).toThrow(
    'json: cannot unmarshal string into Go struct field Secret.immutable of type bool',
  )
  expect(() => decode('Secret', { stringData: { a: 1 } })).toThrow(
    'Go struct field Secret.stringData of type',
  )
  expect(() => decode('Secret', { data: { a: '***' } })).toThrow('illegal base64 data at input byte 0')
  expect(() => decode('Pod', { spec: { containers: 'none' } })).toThrow(
    'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container',
  )
  expect(() => decode('Pod', { spec: { containers: [{ name: 1 }] } })).toThrow(
    'Go struct field Container.spec.containers.name of type string',
  )
})
