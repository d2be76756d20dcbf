import type { Project } from '#api/kinds/project.ts'
import { mergePatch } from '#web/form/merge.ts'
import { expect, test } from 'vitest'
import { limitIn, limitProblem, limitsOf, withLimit } from './limits.ts'

const project: Project = {
  apiVersion: 'v1',
  kind: 'Project',
  metadata: { name: 'shop' },
  spec: { quotas: { project: { 'spaceinstances.active': '3', 'requests.cpu': '4' } } },
}

test('what is counted can be limited, and what is written already keeps its text', () => {
  const limits = limitsOf(project)
  expect(limits.spec.quotas.project).toEqual({
    virtualclusterinstances: '',
    spaceinstances: '',
    'spaceinstances.active': '3',
  })
  expect(limits.spec.quotas.user).toEqual({ virtualclusterinstances: '', spaceinstances: '' })
})

test('only what was changed is written, and an emptied limit is taken away', () => {
  const base = limitsOf(project)
  const each = { scope: 'each', key: 'spaceinstances' } as const
  const changed = withLimit(
    withLimit(base, each, '2'),
    { scope: 'project', key: 'spaceinstances.active' },
    '',
  )
  expect(limitIn(changed, each)).toBe('2')
  expect(mergePatch(base, changed)).toEqual({
    spec: { quotas: { project: { 'spaceinstances.active': null }, user: { spaceinstances: '2' } } },
  })
})

test.each(['', '0', '12'])('%j is a limit', (text) => expect(limitProblem(text)).toBeUndefined())
test.each(['-1', '1.5', 'many'])('%j is none', (text) => expect(limitProblem(text)).toMatch(/whole number/))
