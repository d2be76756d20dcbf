import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { HeaderBlocks } from './spdy-headers.ts'

test('headers come out as they went in, block after block', async () => {
  const name = fc.stringMatching(/^[a-z-]{1,20}$/)
  const headers = fc.array(fc.tuple(name, fc.string({ unit: 'binary', maxLength: 200 })), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.array(headers, { minLength: 1, maxLength: 5 }), async (blocks) => {
      const [here, there] = [new HeaderBlocks(), new HeaderBlocks()]
      for (const block of blocks) {
        const sent = new Map(block)
        expect(await there.unpack(await here.pack(sent))).toEqual(sent)
      }
      here.close()
      there.close()
    }),
    { numRuns: 50 },
  )
})

test('what is no block, or unpacks to too much, is an error and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
      const blocks = new HeaderBlocks()
      const read = blocks.unpack(bytes).then(
        (headers) => headers.size,
        () => 0,
      )
      expect(await read).toBeLessThan(bytes.length * 1000)
      blocks.close()
    }),
    { numRuns: 50 },
  )
  const [here, there] = [new HeaderBlocks(), new HeaderBlocks()]
  const bomb = await here.pack(new Map([['a', 'x'.repeat(10_000_000)]]))
  await expect(there.unpack(bomb)).rejects.toThrow('too large')
  here.close()
})
