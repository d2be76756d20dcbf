import { expect, test } from 'vitest'
import type { VirtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import type { Hosted } from '#server/cluster/virtual-clusters.ts'
import type { DirectoryChange } from '#server/identity/directory.ts'
import { forgetWhatLeft, hostedAt } from './instances.ts'

const at = (clusterRef: object | undefined, metadata: object = {}): VirtualClusterInstance => ({
  apiVersion: 'management.loft.sh/v1',
  kind: 'VirtualClusterInstance',
  metadata: { name: 'dev', namespace: 'loft-p-web', uid: 'a', ...metadata },
  spec: clusterRef === undefined ? {} : { clusterRef },
})
const east = { cluster: 'east', namespace: 'web-v-dev', virtualCluster: 'dev-1' }

test('where an instance is follows from its reference alone', () => {
  expect(hostedAt(at(east))).toEqual({ cluster: 'east', namespace: 'web-v-dev', name: 'dev-1' })
  const unnamed = { cluster: 'east', namespace: 'web-v-dev' }
  expect(hostedAt(at(unnamed))).toEqual({ ...unnamed, name: 'dev' })
  const nowhere = [undefined, {}, { cluster: 'east' }, { namespace: 'x' }, { cluster: '', namespace: 'x' }]
  for (const clusterRef of nowhere) expect(hostedAt(at(clusterRef))).toBeUndefined()
})

/** What is forgotten on a change. */
function forgottenOn(change: DirectoryChange): Hosted[] {
  const forgotten: Hosted[] = []
  const directory = {
    subscribe(listener: (change: DirectoryChange) => void) {
      listener(change)
      return () => {}
    },
  }
  forgetWhatLeft(directory, { forget: (place) => forgotten.push(place) })
  return forgotten
}

const ending = { deletionTimestamp: '2026-01-01T00:00:00Z' }

test.each<[string, VirtualClusterInstance | undefined]>([
  ['is gone', undefined],
  ['was made anew', at(east, { uid: 'b' })],
  ['is on another cluster', at({ ...east, cluster: 'west' })],
  ['is another there', at({ ...east, virtualCluster: 'dev-2' })],
  ['is nowhere any more', at(undefined)],
  ['begins to be deleted', at(east, ending)],
])('a virtual cluster that %s is forgotten where it was', (_, after) => {
  const change = { kind: 'VirtualClusterInstance', before: at(east), after } as const
  expect(forgottenOn(change)).toEqual([{ cluster: 'east', namespace: 'web-v-dev', name: 'dev-1' }])
})

test.each<[string, VirtualClusterInstance | undefined, VirtualClusterInstance | undefined]>([
  ['is new', undefined, at(east)],
  ['was nowhere', at(undefined), at(east)],
  ['stays where it is', at(east), at(east, { resourceVersion: '2' })],
  ['is still being deleted', at(east, ending), at(east, { ...ending, resourceVersion: '2' })],
])('one that %s is not', (_, before, after) => {
  expect(forgottenOn({ kind: 'VirtualClusterInstance', before, after })).toEqual([])
})
