import { expect, test } from 'vitest'
import { Store } from '#api-mock/store/store.ts'
import { Compactor } from './compactor.ts'

test('what is five minutes old is forgotten, and nothing younger', async () => {
  const store = new Store({ path: ':memory:', encryptionKey: Buffer.alloc(32) })
  const compactor = new Compactor(store)
  const revisions: number[] = []
  for (let minute = 0; minute <= 6; minute += 1) {
    await store.write((tx) => tx.put('/configmaps', 'default', 'a', { metadata: { name: 'a' }, minute }))
    revisions.push(store.revision)
    compactor.look()
    if (minute === 4) expect(store.log.compacted).toBe(0)
  }
  expect(store.log.compacted).toBe(revisions[1])
  compactor.stop()
  await store.close()
})
