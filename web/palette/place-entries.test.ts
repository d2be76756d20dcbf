import type { Project } from '#api/kinds/project.ts'
import { expect, test } from 'vitest'
import { placeOf } from './entry.ts'
import { creationEntries, projectPartEntries, templateEntries } from './place-entries.ts'

function named<T extends object>(name: string, spec: T) {
  return { apiVersion: '', kind: '', metadata: { name }, spec }
}

const shop: Project = named('shop', { displayName: 'Web shop' })

test('what one may make in no project stands beside what is made in each', () => {
  expect(creationEntries([shop], ['user', 'cluster']).map(({ title, beside }) => [title, beside])).toEqual([
    ['New virtual cluster', 'Web shop'],
    ['New space', 'Web shop'],
    ['New user', undefined],
    ['Connect a cluster', undefined],
  ])
})

test('the settings of a project are offered to those who may change it', () => {
  const parts = (may: boolean) => projectPartEntries([shop], () => may).map(({ title }) => title)
  expect(parts(false)).toContain('Templates')
  expect(parts(false)).not.toContain('Settings')
  expect(parts(true)).toContain('Settings')
})

test('a template leads to its page and says what is made from it', () => {
  const [entry] = templateEntries('virtualcluster', [named('ci', { displayName: 'Pipelines' })])
  expect(entry).toMatchObject({ group: 'Templates', title: 'Pipelines', beside: 'Virtual clusters' })
  expect(entry && placeOf(entry)).toBe('/templates/virtualcluster/ci')
})
