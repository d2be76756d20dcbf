import { expect, test } from 'vitest'
import { shellTargetOf } from './here.ts'

test('a shell is for the space or virtual cluster that is looked at, and else for the management API', () => {
  expect(shellTargetOf('/projects/shop/virtualclusters/dev/pods')).toEqual({
    kind: 'virtualCluster',
    project: 'shop',
    name: 'dev',
  })
  expect(shellTargetOf('/projects/shop/spaces/s')).toEqual({ kind: 'space', project: 'shop', name: 's' })
  expect(shellTargetOf('/projects/shop/spaces')).toEqual({ kind: 'management' })
  expect(shellTargetOf('/')).toEqual({ kind: 'management' })
})
