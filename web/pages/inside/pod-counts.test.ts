import { matches, parseFilter } from '#web/table/filter.ts'
import { expect, test } from 'vitest'
import { countPods, countWords, groupOf, podGroups } from './pod-counts.ts'
import { podState } from './pod-row.ts'

const states = [
  { status: 'Running', ready: '1/1', node: 'a' },
  { status: 'Running', ready: '0/1', node: 'a' },
  { status: 'Pending', ready: '0/1', node: '' },
  { status: 'Unschedulable', ready: '0/1', node: '' },
  { status: 'CrashLoopBackOff', ready: '0/1', node: 'a' },
  { status: 'Completed', ready: '0/1', node: 'a' },
  { status: 'Terminating', ready: '1/1', node: 'a' },
  { status: 'Unknown', ready: '0/1', node: 'a' },
].map(podState)

test('every pod is counted once', () => {
  const counts = countPods(states)
  expect(counts).toEqual({ running: 1, pending: 2, failing: 2, completed: 1, leaving: 1, unknown: 1 })
  expect(countWords(counts)).toBe('1 running, 2 pending, 2 failing, 1 completed, 1 terminating, 1 unknown')
  expect(countWords(countPods([]))).toBe('')
})

test.each(podGroups)('the filter for what is $words finds those that were counted', ({ group, filter }) => {
  const found = states.filter(({ words, tone }) => {
    const column = (id: string) => (id === 'status' ? words.toLowerCase() : undefined)
    return matches(parseFilter(filter), { labels: {}, row: () => '', column, tone: () => tone })
  })
  expect(found).toEqual(states.filter((state) => groupOf(state) === group))
})
