import { expect, test } from 'vitest'
import type { Visit } from '#api/preferences.ts'
import { merged, withVisit } from './merged-preferences.ts'

const visitOf = (path: string, at = '2026-11-26T12:00:00Z'): Visit => ({ path, title: path.slice(1), at })

test('what the server says is shown with what it has not heard of yet', () => {
  const mine = [{ name: 'Mine', query: '?filter=mine' }]
  expect(
    merged({ theme: 'dark', zone: 'utc', savedViews: { users: mine } }, [
      { theme: 'light' },
      { zone: null, savedViews: { teams: mine } },
    ]),
  ).toEqual({ theme: 'light', savedViews: { users: mine, teams: mine } })
})

test('a list is replaced as a whole', () => {
  const [a, b] = [visitOf('/a'), visitOf('/b')]
  expect(merged({ recent: [a] }, [{ recent: [b] }])).toEqual({ recent: [b] })
})

test('a place is among the recent ones once, the last first', () => {
  const again = visitOf('/b', '2026-11-26T13:00:00Z')
  const recent = [visitOf('/a'), visitOf('/b'), visitOf('/c')]
  expect(withVisit(recent, again)).toEqual([again, visitOf('/a'), visitOf('/c')])
  expect(withVisit(undefined, again)).toEqual([again])
})

test('no more than twenty are kept', () => {
  const recent = Array.from({ length: 20 }, (_, at) => visitOf(`/${at}`))
  expect(withVisit(recent, visitOf('/new')).map(({ path }) => path)).toEqual([
    '/new',
    ...recent.slice(0, 19).map(({ path }) => path),
  ])
})
