import { expect, test } from 'vitest'
import { resolveDefinition, sourceHash, type SpaceDefinition, type TemplateSpec } from './definition.ts'

const about = { name: 'dev', project: 'web', cluster: 'eu-west', space: 'web-s-dev', owner: { user: 'maya' } }

const template: TemplateSpec<SpaceDefinition> = {
  versions: [
    {
      version: '1.0.0',
      template: { objects: 'size: {{ .Values.size }}' },
      parameters: [{ variable: 'size' }],
    },
    {
      version: '1.1.0',
      template: {
        metadata: { labels: { of: '{{ .Values.loft.user.name }}' } },
        objects: 'size: {{ .Values.size }}\nin: {{ .Values.loft.space }}',
        charts: [{ name: 'x', values: '{{ include "x" . }}' }],
      },
      parameters: [{ variable: 'size', type: 'number', defaultValue: '3', max: 5 }],
    },
  ],
}
const resolve = (wanted: Parameters<typeof resolveDefinition<SpaceDefinition>>[1], spec = template) =>
  resolveDefinition('SpaceTemplate', wanted, spec, about)

test('the newest version that fits is filled in, apart from what is not ours', () => {
  expect(resolve({ templateRef: { name: 'small' } })).toEqual({
    source: 'small 1.1.0',
    definition: {
      metadata: { labels: { of: 'maya' } },
      objects: 'size: 3\nin: web-s-dev',
      charts: [{ name: 'x', values: '{{ include "x" . }}' }],
    },
  })
  const older = resolve({ templateRef: { name: 'small', version: '1.0.x' }, parameters: 'size: big' })
  expect(older).toMatchObject({ source: 'small 1.0.0', definition: { objects: 'size: big' } })
})

test('an instance may say itself what it is made from', () => {
  const own = resolveDefinition(
    'SpaceTemplate',
    { template: { objects: 'a: {{ .Values.loft.name }}' } },
    undefined,
    about,
  )
  expect(own.definition).toEqual({ objects: 'a: dev' })
})

test.each([
  [{}, /set spec.templateRef.name or spec.template/],
  [{ templateRef: { name: 'small', version: '9.x.x' } }, /template small: no version fits 9.x.x/],
  [{ templateRef: { name: 'small' }, parameters: 'size: 9' }, /spec.parameters: size must be at most 5/],
])('%j says what is wrong', (wanted, message) => {
  expect(() => resolve(wanted)).toThrow(message)
})

test('a template that is not there, or cannot be filled in, is named', () => {
  const missing = () =>
    resolveDefinition('SpaceTemplate', { templateRef: { name: 'gone' } }, undefined, about)
  expect(missing).toThrow('there is no SpaceTemplate gone')
  const broken = { template: { objects: '{{ range . }}' } }
  expect(() => resolve({ templateRef: { name: 'small' } }, broken)).toThrow(/template small, objects: line 1/)
})

test('an edit of a template reaches only what follows it', () => {
  const edited = { template: { objects: 'edited' } }
  const plain = { template: { objects: 'first' } }
  const hash = (version: string | undefined, spec: TemplateSpec<SpaceDefinition>, parameters?: string) =>
    sourceHash({ templateRef: { name: 'small', version }, parameters }, spec)
  expect(hash(undefined, plain)).toBe(hash(undefined, edited))
  expect(hash('x.x.x', plain)).not.toBe(hash('x.x.x', edited))
  expect(hash(undefined, plain)).not.toBe(hash(undefined, plain, 'size: 2'))
  const newer = { versions: [...(template.versions ?? []), { version: '1.2.0', template: {} }] }
  expect(hash('1.x.x', template)).not.toBe(hash('1.x.x', newer))
  expect(hash('1.0.x', template)).toBe(hash('1.0.x', newer))
})
