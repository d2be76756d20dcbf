import { expect, test } from 'vitest'
import { spaceInstance } from '#api/kinds/space-instance.ts'
import { reserving, reservingChange } from './reservation.ts'

const counted = { project: 'web', kind: spaceInstance, name: 'dev' }
const claim = { owner: { user: 'ada' }, template: 'small', active: true }

/** A ledger that writes down what it is asked for. */
function keeper() {
  const done: string[] = []
  const reported: unknown[] = []
  return {
    done,
    reported,
    report: (error: unknown) => void reported.push(error),
    ledgers: {
      reserve: async (
        _: string,
        { operation, key, after }: { operation: string; key: string; after: object },
      ) => {
        done.push(`${operation} ${key} ${JSON.stringify(after)}`)
        return []
      },
      release: async (_: string, key: string) => void done.push(`release ${key}`),
      ensure: async () => {},
      read: async () => undefined,
    },
  }
}

test.each([
  [201, false],
  [409, true],
  [422, true],
  // Nobody knows what has become of it.
  [503, false],
  [504, false],
])('a creation that is answered %i is given back: %s', async (code, givenBack) => {
  const keeping = keeper()
  const answer = await reserving(keeping, counted, claim, async () => {
    keeping.done.push('create')
    return { code }
  })
  expect(answer).toEqual({ code })
  expect(keeping.done).toEqual([
    `create spaceinstances/dev ${JSON.stringify(claim)}`,
    'create',
    ...(givenBack ? ['release spaceinstances/dev'] : []),
  ])
})

test('what cannot be reserved is not created', async () => {
  const keeping = keeper()
  keeping.ledgers.reserve = () => Promise.reject(new Error('no room'))
  const create = async () => {
    keeping.done.push('create')
    return { code: 201 }
  }
  await expect(reserving(keeping, counted, claim, create)).rejects.toThrow('no room')
  expect(keeping.done).toEqual([])
})

test('of two creations of one name, the second waits for none and shares nothing', async () => {
  const keeping = keeper()
  let finish: (answer: { code: number }) => void = () => {}
  const first = reserving(
    keeping,
    counted,
    claim,
    () => new Promise<{ code: number }>((resolve) => (finish = resolve)),
  )
  await expect(reserving(keeping, counted, claim, async () => ({ code: 422 }))).rejects.toMatchObject({
    code: 409,
  })
  await Promise.resolve()
  finish({ code: 201 })
  await first
  expect(keeping.done).toHaveLength(1)
  await reserving(keeping, counted, claim, async () => ({ code: 201 }))
})

test('a change is entered before, and entered back when it is refused', async () => {
  const after = { ...claim, template: 'big' }
  const keeping = keeper()
  await reservingChange(keeping, counted, [claim, after], async () => ({ code: 409 }))
  expect(keeping.done.map((line) => line.includes('big'))).toEqual([true, false])
})
