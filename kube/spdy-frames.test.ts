import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  dataFrame,
  FrameReader,
  goAwayFrame,
  mostFrameBytes,
  openFrame,
  pingFrame,
  replyFrame,
  resetFrame,
} from './spdy-frames.ts'

const stream = fc.integer({ min: 1, max: 0x7fffffff })
const bytes = fc.uint8Array({ maxLength: 300 })
const sent = fc.oneof(
  fc.tuple(stream, bytes, fc.boolean()).map(([stream, data, last]) => ({
    bytes: dataFrame(stream, data, last),
    frame: { type: 'data', stream, bytes: Buffer.from(data), last },
  })),
  fc.tuple(stream, bytes, fc.boolean()).map(([stream, data, last]) => ({
    bytes: openFrame(stream, data, last),
    frame: { type: 'open', stream, block: Buffer.from(data), last },
  })),
  fc.tuple(stream, bytes).map(([stream, data]) => ({
    bytes: replyFrame(stream, data),
    frame: { type: 'headers', stream, block: Buffer.from(data), last: false },
  })),
  stream.map((stream) => ({ bytes: resetFrame(stream, 1), frame: { type: 'reset', stream } })),
  stream.map((id) => ({ bytes: pingFrame(id), frame: { type: 'ping', id } })),
  stream.map((id) => ({ bytes: goAwayFrame(id), frame: { type: 'goAway' } })),
)

test('frames come out as they went in, however they are cut', () => {
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 10 }), fc.integer({ min: 1, max: 50 }), (all, size) => {
      const reader = new FrameReader()
      const wire = Buffer.concat(all.map(({ bytes }) => bytes))
      const frames = []
      for (let at = 0; at < wire.length; at += size) frames.push(...reader.read(wire.subarray(at, at + size)))
      expect(frames).toEqual(all.map(({ frame }) => frame))
    }),
  )
})

test('whatever else comes is refused or waited for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      try {
        for (const frame of new FrameReader().read(Buffer.from(noise))) expect(frame.type).not.toBe('')
      } catch (error) {
        expect(String(error)).toMatch(/too large|too short|not spoken/)
      }
    }),
  )
  const large = dataFrame(1, Buffer.alloc(mostFrameBytes + 1), false)
  expect(() => new FrameReader().read(large.subarray(0, 8))).toThrow('too large')
  const version2 = Buffer.from([0x80, 2, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1])
  expect(() => new FrameReader().read(version2)).toThrow('version 2')
})
