import { expect, test } from 'vitest'
import { failure, StatusError } from '#kube/status.ts'
import { Problem, Waiting } from './problem.ts'
import { walk, type Step } from './progress.ts'

const now = () => Date.parse('2026-01-02T03:04:05Z')
const done = (type: string): Step => ({ type, run: () => undefined })
const fails = (type: string, error: Error, optional?: () => boolean): Step => ({
  type,
  run: () => Promise.reject<undefined>(error),
  ...(optional === undefined ? {} : { optional }),
})
const statuses = (conditions: readonly { type: string; status: string }[]) =>
  Object.fromEntries(conditions.map(({ type, status }) => [type, status]))

test('it is ready when nothing holds it', async () => {
  const progress = await walk([done('A'), done('B')], undefined, now)
  expect(progress).toMatchObject({ phase: 'Ready', reason: '', message: '' })
  expect(progress.conditions).toContainEqual({
    type: 'A',
    status: 'True',
    lastTransitionTime: '2026-01-02T03:04:05Z',
  })
  expect(statuses(progress.conditions)).toEqual({ A: 'True', B: 'True', Ready: 'True' })
})

test('a wait is pending, and what comes behind it says for what it waits', async () => {
  const progress = await walk(
    [fails('A', new Waiting('Unschedulable', 'no room')), done('B')],
    undefined,
    now,
  )
  expect(progress).toMatchObject({ phase: 'Pending', reason: 'Unschedulable', message: 'no room' })
  expect(statuses(progress.conditions)).toEqual({ A: 'False', B: 'Unknown', Ready: 'False' })
  expect(progress.conditions).toContainEqual(
    expect.objectContaining({ type: 'B', reason: 'Waiting', message: 'waits for A' }),
  )
  expect(progress).not.toHaveProperty('fault')
})

test('a problem fails it; where that leaves something to go on with, the rest is done', async () => {
  const problem = new Problem('TemplateNotFound', 'choose another')
  const stopped = await walk([fails('A', problem), done('B')], undefined, now)
  expect(statuses(stopped.conditions)).toMatchObject({ B: 'Unknown' })
  const going = await walk([fails('A', problem, () => true), done('B')], undefined, now)
  expect(going).toMatchObject({ phase: 'Failed', reason: 'TemplateNotFound', message: 'choose another' })
  expect(statuses(going.conditions)).toMatchObject({ A: 'False', B: 'True', Ready: 'False' })
})

test('a refused object fails it, and anything unforeseen is tried again', async () => {
  const refused = new StatusError(failure(422, 'Invalid', 'spec.hard is wrong'))
  expect(await walk([fails('A', refused)], undefined, now)).toMatchObject({
    phase: 'Failed',
    reason: 'Refused',
    fault: refused,
  })
  const error = new Error('connect ECONNREFUSED')
  expect(await walk([fails('A', error)], undefined, now)).toMatchObject({
    phase: 'Pending',
    reason: 'Unreachable',
    fault: error,
  })
})

test('a condition that stays as it is keeps its time', async () => {
  const first = await walk([done('A')], undefined, now)
  const later = await walk([done('A')], first.conditions, () => now() + 60_000)
  expect(later.conditions).toEqual(first.conditions)
})
