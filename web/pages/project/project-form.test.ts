import type { Project } from '#api/kinds/project.ts'
import { mergePatch } from '#web/form/merge.ts'
import { expect, test } from 'vitest'
import { written } from '#web/form/manifest/form-of.ts'
import { defaultChoices, newProject, notRequired, projectForm } from './project-form.ts'

const allowedTemplates = [{ kind: 'SpaceTemplate', name: 'small', isDefault: true }, { name: 'ci' }]
const project: Project = {
  apiVersion: 'v1',
  kind: 'Project',
  metadata: { name: 'shop' },
  spec: { owner: { team: 'red' }, allowedClusters: [{ name: '*' }], allowedTemplates },
}

const { objectOf, valuesOf } = projectForm
const values = valuesOf(written(project))

const changed = (change: Partial<typeof values.spec>) =>
  mergePatch(objectOf(values), objectOf({ ...values, spec: { ...values.spec, ...change } }))

test('a form that nobody touched changes nothing', () => {
  expect(changed({})).toEqual({})
})

test('another owner takes the place of the one before', () => {
  expect(changed({ owner: 'user:maya' })).toEqual({ spec: { owner: { user: 'maya', team: null } } })
  expect(changed({ owner: '' })).toEqual({ spec: { owner: null } })
})

test('what the form does not show of a template is kept', () => {
  const list = ['SpaceTemplate/small', 'VirtualClusterTemplate/dev']
  expect(changed({ allowedTemplates: list })).toEqual({
    spec: {
      allowedTemplates: [
        { kind: 'SpaceTemplate', name: 'small', isDefault: true },
        { kind: 'VirtualClusterTemplate', group: 'storage.loft.sh', name: 'dev' },
      ],
    },
  })
})

test('a template is required unless somebody says otherwise', () => {
  expect(changed({ requireTemplate: notRequired })).toEqual({ spec: { requireTemplate: { disabled: true } } })
  const made = objectOf(newProject('user:maya'))
  expect(made).toMatchObject({ spec: { owner: { user: 'maya' }, allowedClusters: [{ name: '*' }] } })
})

test('one template of each kind is what forms begin with', () => {
  expect(values.spec.defaults).toEqual({ SpaceTemplate: 'small', VirtualClusterTemplate: '' })
  const defaults = { SpaceTemplate: '', VirtualClusterTemplate: 'ci' }
  expect(changed({ defaults })).toEqual({
    spec: {
      allowedTemplates: [
        { kind: 'SpaceTemplate', name: 'small' },
        { name: 'ci', isDefault: true },
      ],
    },
  })
})

test('what is allowed by name or among all may be begun with', () => {
  const allowed = ['SpaceTemplate/*', 'SpaceTemplate/gone', 'VirtualClusterTemplate/ci']
  expect(defaultChoices('SpaceTemplate', allowed, ['small'])).toEqual(['gone', 'small'])
  expect(defaultChoices('VirtualClusterTemplate', allowed, ['ci', 'dev'])).toEqual(['ci'])
})

test('fields that the form does not know are kept', () => {
  const members = [{ kind: 'User', name: 'maya' }]
  const other = valuesOf(written({ ...project, spec: { ...project.spec, members, requireTemplate: {} } }))
  expect(objectOf(other).spec['members']).toEqual(members)
})
