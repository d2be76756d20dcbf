import { expect, test } from 'vitest'
import { someone } from '#server/identity/someone.ts'
import { may } from './may.ts'
import { noNamespace } from './no-namespace.ts'

test('who forgot the namespace of the project is told which it is', () => {
  expect(noNamespace('default').message).toBe(
    'namespaces "default" not found: spaces, virtual clusters and secrets are in the namespace of a project, as with -n loft-p-{project}',
  )
  const ada = someone('ada', { roles: new Map([['web', 'user']]) })
  const elsewhere = { kind: 'SpaceInstance', metadata: { name: '', namespace: 'default' } }
  expect(may(ada, 'create', 'spaceinstances', elsewhere).reason).toContain('-n loft-p-{project}')
})

test('a project that is not there and one that is not seen are told in the same words', () => {
  expect(noNamespace('loft-p-secret').message).toBe('namespaces "loft-p-secret" not found')
})
