import { expect, test } from 'vitest'
import { parseAsWritten } from '#kube/strict-json.ts'
import { someone } from '#server/identity/someone.ts'
import { completed, missing, named, replacing, shownInstance, withTexts } from './bodies.ts'
import type { BodyType } from './written.ts'

const texts = (plural: string, text: string, type: BodyType = 'json') =>
  JSON.stringify(withTexts(plural, { type, value: parseAsWritten(text), contentType: '' }))

test.each([
  [
    'virtualclustertemplates',
    '{"spec":{"parameters":[{"defaultValue":3,"options":[1,true],"max":4}]}}',
    '{"spec":{"parameters":[{"defaultValue":"3","options":["1","true"],"max":4}]}}',
  ],
  [
    'spacetemplates',
    '{"spec":{"versions":[{"version":"1.0.0","parameters":[{"defaultValue":true}]}]}}',
    '{"spec":{"versions":[{"version":"1.0.0","parameters":[{"defaultValue":"true"}]}]}}',
  ],
  [
    'projects',
    '{"spec":{"quotas":{"project":{"spaceinstances":5,"limits.cpu":1.50},"user":{"x":null}}}}',
    '{"spec":{"quotas":{"project":{"spaceinstances":"5","limits.cpu":"1.50"},"user":{"x":null}}}}',
  ],
  ['spaceinstances', '{"spec":{"parameters":1.0}}', '{"spec":{"parameters":1.0}}'],
  ['projects', '{"spec":5}', '{"spec":5}'],
])('of %s, %s goes on as %s', (plural, sent, goesOn) => {
  expect(texts(plural, sent)).toBe(goesOn)
})

test.each([
  ['{"op":"add","path":"/spec/parameters/0/defaultValue","value":3}', '"value":"3"'],
  [
    '{"op":"add","path":"/spec/parameters/-","value":{"defaultValue":3,"min":1}}',
    '"defaultValue":"3","min":1',
  ],
  [
    '{"op":"replace","path":"/spec","value":{"parameters":[{"defaultValue":false}]}}',
    '"defaultValue":"false"',
  ],
  ['{"op":"replace","path":"/spec/parameters/0/min","value":3}', '"value":3'],
  ['{"op":"remove","path":"/spec/parameters/0"}', '"remove"'],
])('a JSON patch %s says the same', (operation, part) => {
  expect(texts('spacetemplates', `[${operation}]`, 'json-patch')).toContain(part)
})

test('a name is made where only its beginning is given', () => {
  const made = named({ metadata: { generateName: 'dev-' } })
  expect(made['metadata']).toMatchObject({ name: expect.stringMatching(/^dev-\w{5}$/) })
  expect(named({ metadata: { name: 'dev', generateName: 'dev-' } })).toEqual({
    metadata: { name: 'dev', generateName: 'dev-' },
  })
})

const owner = { user: 'ada' }

test.each([
  [{}, { owner }],
  [{ owner: {} }, { owner }],
  [{ owner: null }, { owner }],
  [{ owner: { team: 'red' } }, { owner: { team: 'red' } }],
])('what is made with %j belongs to its maker unless they say otherwise', (spec, expected) => {
  expect(completed('spaceinstances', { metadata: { name: 'dev' }, spec }, { owner })).toEqual({
    metadata: { name: 'dev', finalizers: ['aerie.dev/cleanup'] },
    spec: expected,
  })
})

test('the template of the project is for what names none', () => {
  const completion = { owner, templateRef: { name: 'small' } }
  expect(missing({ spec: { owner, templateRef: { version: '1.x.x' } } }, completion)).toEqual({
    templateRef: { name: 'small', version: '1.x.x' },
  })
  expect(missing({ spec: { owner, template: {} } }, completion)).toEqual({})
  expect(missing({ spec: { owner, templateRef: { name: 'big' } } }, completion)).toEqual({})
})

test('a manifest replaces neither the owner, nor the place, nor our finalizer', () => {
  const before = {
    apiVersion: 'management.loft.sh/v1',
    kind: 'SpaceInstance',
    metadata: { name: 'dev', finalizers: ['aerie.dev/cleanup', 'other'] },
    spec: { owner, clusterRef: { cluster: 'east', namespace: 'web-s-dev' } },
  }
  expect(
    replacing({ metadata: { name: 'dev' }, spec: { clusterRef: {}, displayName: 'x' } }, before),
  ).toEqual({
    metadata: { name: 'dev', finalizers: ['aerie.dev/cleanup'] },
    spec: { owner, clusterRef: { cluster: 'east', namespace: 'web-s-dev' }, displayName: 'x' },
  })
  expect(
    replacing({ spec: { owner: { team: 'red' }, clusterRef: { cluster: 'west' } } }, before),
  ).toMatchObject({ spec: { owner: { team: 'red' }, clusterRef: { cluster: 'west' } } })
})

test('an instance says what its reader may do with it, and keeps the rest of its status', () => {
  const identity = someone('ada', { admin: true })
  const object = {
    kind: 'SpaceInstance',
    metadata: { name: 'dev' },
    status: { phase: 'Ready', canUse: false },
  }
  expect(shownInstance(identity, 'spaceinstances', object).status).toEqual({
    phase: 'Ready',
    canUse: true,
    canUpdate: true,
    sleepModeConfig: expect.objectContaining({ kind: 'SleepModeConfig', spec: {} }),
  })
})
