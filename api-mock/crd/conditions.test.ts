import { expect, test } from 'vitest'
import type { KubeObject } from '#kube/types.ts'
import { isEstablished, nameConflict, withEstablished, withNames } from './conditions.ts'

const names = { plural: 'teams', singular: 'team', kind: 'Team', listKind: 'TeamList', shortNames: ['tm'] }
const crd: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'teams.example.io' },
  spec: { group: 'example.io', names, versions: [] },
  status: { conditions: null, acceptedNames: { plural: '', kind: '' }, storedVersions: ['v1'] },
}

test('accepted names are established in two steps', () => {
  const accepted = withNames(crd, undefined, '2026-01-01T00:00:00Z')
  expect(isEstablished(accepted)).toBe(false)
  expect(accepted.status).toMatchObject({ acceptedNames: names, storedVersions: ['v1'] })
  const established = withEstablished(accepted, '2026-01-01T00:00:01Z')
  expect(isEstablished(established)).toBe(true)
  expect(withNames(established, undefined, '2027-01-01T00:00:00Z')).toEqual(established)
})

test('names that another definition has are not accepted', () => {
  const conflict = nameConflict(crd, [{ names: { plural: 'tea', kind: 'Tea', shortNames: ['tm'] } }])
  expect(conflict).toBe('"tm" is already in use')
  const refused = withNames(crd, conflict, '2026-01-01T00:00:00Z')
  expect(isEstablished(withEstablished(refused, '2026-01-01T00:00:00Z'))).toBe(false)
  expect(nameConflict(crd, [{ names: { plural: 'tea', kind: 'Team' } }])).toBe('"Team" is already in use')
})
