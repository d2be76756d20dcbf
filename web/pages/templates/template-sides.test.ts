import type { Project } from '#api/kinds/project.ts'
import { expect, test } from 'vitest'
import { allowing, versionWords } from './template-sides.ts'

const project = (name: string, ...allowedTemplates: NonNullable<Project['spec']['allowedTemplates']>) => ({
  apiVersion: 'v1',
  kind: 'Project',
  metadata: { name },
  spec: { allowedTemplates },
})

test('a project allows a template by its name, or any of its kind', () => {
  const projects = [
    project('named', { kind: 'SpaceTemplate', name: 'small' }),
    project('any', { kind: 'SpaceTemplate', name: '*' }),
    project('other kind', { kind: 'VirtualClusterTemplate', name: '*' }),
    project('none'),
  ]
  const names = allowing('SpaceTemplate', 'small', projects).map(({ metadata }) => metadata.name)
  expect(names).toEqual(['named', 'any'])
})

test('the newest version is named', () => {
  const template = (...versions: string[]) => ({
    apiVersion: 'v1',
    kind: 'SpaceTemplate',
    metadata: { name: 'small' },
    spec: { versions: versions.map((version) => ({ version })) },
  })
  expect(versionWords(template('1.2.0', '1.10.0'))).toBe('2, newest 1.10.0')
  expect(versionWords(template('1.0.0'))).toBe('1.0.0')
  expect(versionWords(template())).toBe('No versions')
})
