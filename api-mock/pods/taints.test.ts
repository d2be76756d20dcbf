import { expect, test } from 'vitest'
import { readTaints, readTolerations, staysFor } from './taints.ts'

const taints = readTaints([
  { key: 'down', effect: 'NoExecute' },
  { key: 'busy', value: 'yes', effect: 'NoExecute' },
  { key: 'other', effect: 'NoSchedule' },
])
const busy = { key: 'busy', operator: 'Equal', value: 'yes' }

test.each([
  ['goes at once without tolerations', [], 0],
  ['goes at once where one taint is not tolerated', [busy], 0],
  ['stays where everything is tolerated', [{ operator: 'Exists' }], undefined],
  [
    'stays as long as the shortest toleration says',
    [
      { ...busy, tolerationSeconds: 60 },
      { key: 'down', operator: 'Exists', tolerationSeconds: 30 },
    ],
    30,
  ],
])('a pod %s', (_what, tolerations, expected) => {
  expect(staysFor(taints, readTolerations(tolerations))).toBe(expected)
})

test('a taint that only keeps new pods away evicts nobody', () => {
  expect(staysFor(readTaints([{ key: 'a', effect: 'NoSchedule' }]), [])).toBeUndefined()
})
