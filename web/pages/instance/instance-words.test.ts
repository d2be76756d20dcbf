import type { SpaceInstance } from '#api/kinds/space-instance.ts'
import { expect, test } from 'vitest'
import { projectOf, reasonNotReady, templateWords } from './instance-words.ts'

function space(spec: SpaceInstance['spec'], status: SpaceInstance['status'] = {}): SpaceInstance {
  const metadata = { name: 'dev', namespace: 'loft-p-web' }
  return { apiVersion: 'v1', kind: 'SpaceInstance', metadata, spec, status }
}

test('the namespace tells the project', () => {
  expect(projectOf(space({}))).toBe('web')
})

test('a template is named with the version that is asked for', () => {
  expect(templateWords(space({ templateRef: { name: 'small' } }))).toBe('small')
  expect(templateWords(space({ templateRef: { name: 'small', version: '1.x.x' } }))).toBe('small 1.x.x')
  expect(templateWords(space({ template: {} }))).toBe('its own definition')
  expect(templateWords(space({}))).toBeUndefined()
})

const ready = { type: 'SpaceReady', status: 'True' } as const

test('what has failed and can be used all the same is not in the way', () => {
  const failed = space({}, { phase: 'Failed', message: 'no room.', conditions: [ready] })
  expect(reasonNotReady(failed, { one: 'space' })).toBeUndefined()
  expect(reasonNotReady(failed, { one: 'virtual cluster' })).toContain('has failed: no room.')
})

test('what cannot be used says why', () => {
  const one = { one: 'space' } as const
  expect(reasonNotReady(space({}, { phase: 'Ready' }), one)).toBeUndefined()
  expect(reasonNotReady(space({}), one)).toBe('This space is not ready yet.')
  expect(reasonNotReady(space({}, { phase: 'Failed', message: 'no room.' }), one)).toBe(
    'This space has failed: no room.',
  )
  const leaving = space({}, { phase: 'Ready', conditions: [ready] })
  leaving.metadata.deletionTimestamp = '2026-05-01T12:00:00Z'
  expect(reasonNotReady(leaving, one)).toBe('This space is being deleted.')
})
