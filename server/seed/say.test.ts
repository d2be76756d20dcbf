import { expect, test } from 'vitest'
import { failure, StatusError } from '#kube/status.ts'
import { sayingWith, type SayOptions } from './say.ts'

function saying(more: Partial<SayOptions> = {}) {
  const reported: string[] = []
  const pauses: number[] = []
  const say = sayingWith({
    atOnce: 1,
    signal: new AbortController().signal,
    report: (error) => reported.push(String(error)),
    pause(milliseconds) {
      pauses.push(milliseconds)
      return Promise.resolve()
    },
    ...more,
  })
  return { say, reported, pauses }
}

const refusal = (code: number, reason: Parameters<typeof failure>[1] = 'Forbidden') =>
  new StatusError(failure(code, reason, 'no'))

/** Fails in these ways, one after the other, and then succeeds. */
function after(...failures: Error[]): () => Promise<void> {
  return () => {
    const next = failures.shift()
    return next === undefined ? Promise.resolve() : Promise.reject(next)
  }
}

test('what is refused early or for a while is said again, ever less often', async () => {
  const { say, reported, pauses } = saying()
  const create = after(
    refusal(403),
    refusal(404, 'NotFound'),
    new Error('gone away'),
    refusal(409, 'Conflict'),
  )
  expect(await say('a', create)).toBe(true)
  expect(pauses).toEqual([100, 200, 400, 800])
  expect(reported).toEqual([])
})

test('what is there already is as it should be', async () => {
  const { say, pauses } = saying()
  expect(await say('a', after(refusal(409, 'AlreadyExists')))).toBe(true)
  expect(pauses).toEqual([])
})

test('what is refused for good is left out, with a word', async () => {
  const { say, reported } = saying()
  expect(await say('b', after(refusal(422, 'Invalid')))).toBe(false)
  expect(await say('c', after(...Array.from({ length: 20 }, () => refusal(403))))).toBe(false)
  expect(reported).toEqual([
    'Error: The demo goes without b: no',
    'StatusError: no',
    'Error: The demo goes without c: no',
  ])
})

test('no more is said at once than may be', async () => {
  const { say } = saying({ atOnce: 2 })
  let running = 0
  let most = 0
  const create = async () => {
    most = Math.max(most, (running += 1))
    await Promise.resolve()
    running -= 1
  }
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => say(name, create)))
  expect(most).toBe(2)
})

test('nobody goes on when it ends', async () => {
  const ended = new AbortController()
  const { say } = saying({ signal: ended.signal })
  const create = () => {
    ended.abort()
    return Promise.reject(new Error('cut off'))
  }
  await expect(say('a', create)).rejects.toThrow('abort')
})
