import { expect, test } from 'vitest'
import type { DirectoryChange } from '#server/identity/directory.ts'
import { endWhatLeft, placeOf, type Instance, type InstanceRef, type Place } from './instances.ts'

const at = (clusterRef: object | undefined, metadata: object = {}): Instance => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'VirtualClusterInstance',
  metadata: { name: 'dev', namespace: 'loft-p-web', uid: 'a', ...metadata },
  spec: clusterRef === undefined ? {} : { clusterRef },
})
const east = { cluster: 'east', namespace: 'web-v-dev', virtualCluster: 'dev-1' }

test('where an instance is follows from its reference alone', () => {
  expect(placeOf(at(east))).toEqual({ cluster: 'east', namespace: 'web-v-dev', name: 'dev-1' })
  const unnamed = { cluster: 'east', namespace: 'web-v-dev' }
  expect(placeOf(at(unnamed))).toEqual({ ...unnamed, name: 'dev' })
  for (const nowhere of [
    undefined,
    {},
    { cluster: 'east' },
    { namespace: 'x' },
    { cluster: '', namespace: 'x' },
  ])
    expect(placeOf(at(nowhere))).toBeUndefined()
})

/** What is ended by a change, in order. */
function endedBy(...changes: DirectoryChange[]): (InstanceRef | Place)[] {
  const ended: (InstanceRef | Place)[] = []
  endWhatLeft({
    directory: {
      subscribe(listener) {
        changes.forEach(listener)
        return () => {}
      },
    },
    streams: { endInstance: (instance) => ended.push(instance) },
    virtualClusters: { forget: (place) => ended.push(place) },
  })
  return ended
}

const change = (
  kind: 'SpaceInstance' | 'VirtualClusterInstance',
  before: Instance | undefined,
  after: Instance | undefined,
) => ({ kind, before, after }) as DirectoryChange

const place = { cluster: 'east', namespace: 'web-v-dev', name: 'dev-1' }
const dev = { plural: 'virtualclusterinstances', project: 'web', name: 'dev' }
const ending = { deletionTimestamp: '2026-01-01T00:00:00Z' }

test.each<[string, Instance | undefined]>([
  ['is gone', undefined],
  ['was made anew', at(east, { uid: 'b' })],
  ['is on another cluster', at({ ...east, cluster: 'west' })],
  ['is another virtual cluster', at({ ...east, virtualCluster: 'dev-2' })],
  ['is nowhere any more', at(undefined)],
  ['begins to be deleted', at(east, ending)],
])('an instance that %s ends what comes from where it was', (_, after) => {
  expect(endedBy(change('VirtualClusterInstance', at(east), after))).toEqual([place, dev])
  const app = { ...dev, plural: 'spaceinstances' }
  expect(endedBy(change('SpaceInstance', at(east), after))).toEqual([app])
})

test.each<[string, Instance | undefined, Instance | undefined]>([
  ['is new', undefined, at(east)],
  ['was nowhere', at(undefined), at(east)],
  ['stays where it is', at(east), at(east, { resourceVersion: '2' })],
  ['is still being deleted', at(east, ending), at(east, { ...ending, resourceVersion: '2' })],
])('one that %s ends nothing', (_, before, after) => {
  expect(endedBy(change('VirtualClusterInstance', before, after))).toEqual([])
})

test('changes of other kinds are nothing here', () => {
  expect(endedBy({ kind: 'Key', name: 'x' }, { kind: 'Project' })).toEqual([])
})
