import { expect, test } from 'vitest'
import { planClaim } from './plan.ts'
import type { StorageClassEntry, VolumeEntry } from './plan.ts'

function storageClass(more: Partial<StorageClassEntry> = {}): StorageClassEntry {
  const common = { provisioner: 'disk.example.com', reclaimPolicy: 'Delete', waits: false, isDefault: false }
  return { name: 'fast', ...common, ...more }
}

function volume(more: Partial<VolumeEntry>): VolumeEntry {
  const common = { name: 'a', phase: 'Available', storageClass: 'fast', capacity: '1Gi' }
  const modes = { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', reclaimPolicy: 'Retain' }
  return { ...common, ...modes, claim: '', claimUid: '', ...more }
}

interface Given {
  classes?: StorageClassEntry[]
  volumes?: VolumeEntry[]
  isUsed?: boolean
}

function plan(spec: object, { classes = [storageClass()], volumes = [], isUsed = false }: Given = {}) {
  const requests = { storage: '1Gi' }
  return planClaim(
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests }, ...spec },
    },
    { classes, volumes, isUsed },
  )
}

const fast = { storageClassName: 'fast' }

test('its class makes a volume, for the first pod where it says so', () => {
  const waits = { classes: [storageClass({ waits: true })] }
  expect(plan(fast)).toMatchObject({ type: 'provision' })
  expect(plan(fast, waits)).toMatchObject({ type: 'wait', reason: 'WaitForFirstConsumer' })
  expect(plan(fast, { ...waits, isUsed: true })).toMatchObject({ type: 'provision' })
})

test('without a class it takes the default one', () => {
  const classes = [storageClass({ name: 'standard', isDefault: true })]
  expect(plan({}, { classes })).toEqual({ type: 'setClass', name: 'standard' })
  expect(plan({ storageClassName: '' }, { classes })).toMatchObject({ type: 'wait', reason: 'FailedBinding' })
})

test.each<[string, VolumeEntry, boolean]>([
  ['that fits', volume({}), true],
  ['that is too small', volume({ capacity: '500Mi' }), false],
  ['of another class', volume({ storageClass: 'slow' }), false],
  ['with fewer access modes', volume({ accessModes: [] }), false],
  ['that is taken', volume({ claim: 'default/other', claimUid: 'other' }), false],
  ['that waits for it', volume({ claim: 'default/data', capacity: '1Mi' }), true],
])('a volume %s', (_what, found, taken) => {
  expect(plan(fast, { volumes: [found] }).type).toBe(taken ? 'bind' : 'provision')
})

test('of those that fit the smallest is taken', () => {
  const volumes = [volume({ name: 'large', capacity: '5Gi' }), volume({ name: 'right', capacity: '2Gi' })]
  expect(plan(fast, { volumes })).toEqual({ type: 'bind', volume: 'right' })
})
