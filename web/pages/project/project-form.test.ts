import type { Project } from '#api/kinds/project.ts'
import { mergePatch } from '#web/form/merge.ts'
import { expect, test } from 'vitest'
import { newProject, notRequired, treeOf, valuesOf } from './project-form.ts'

const allowedTemplates = [{ kind: 'SpaceTemplate', name: 'small', isDefault: true }, { name: 'ci' }]
const project: Project = {
  apiVersion: 'v1',
  kind: 'Project',
  metadata: { name: 'shop' },
  spec: { owner: { team: 'red' }, allowedClusters: [{ name: '*' }], allowedTemplates },
}

const changed = (change: Partial<ReturnType<typeof valuesOf>['spec']>) => {
  const values = valuesOf(project)
  return mergePatch(
    treeOf(values, allowedTemplates),
    treeOf({ ...values, spec: { ...values.spec, ...change } }, allowedTemplates),
  )
}

test('a form that nobody touched changes nothing', () => {
  expect(changed({})).toEqual({})
})

test('another owner takes the place of the one before', () => {
  expect(changed({ owner: 'user:maya' })).toEqual({ spec: { owner: { user: 'maya', team: null } } })
  expect(changed({ owner: '' })).toEqual({ spec: { owner: { team: null } } })
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
  const made = mergePatch({}, treeOf(newProject('user:maya')))
  expect(made).toMatchObject({ spec: { owner: { user: 'maya' }, allowedClusters: [{ name: '*' }] } })
})
