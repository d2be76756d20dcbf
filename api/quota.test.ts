import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LedgerEntry } from './kinds/ledger.ts'
import { check, checkQuotas, statusQuotas, usageOf, type Entries } from './quota.ts'

const since = '2026-01-02T03:04:05Z'
const byUser = (user: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  owner: { user },
  active: true,
  since,
  ...more,
})
const byTeam = (team: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  owner: { team },
  active: true,
  since,
  ...more,
})

const entries: Entries = {
  'virtualclusterinstances/a': byUser('ada', { template: 'small' }),
  'virtualclusterinstances/b': byUser('ada', { active: false }),
  'virtualclusterinstances/c': byTeam('red', { template: 'small' }),
  'spaceinstances/a': byUser('bob'),
}

const key = 'virtualclusterinstances/new'

describe('what is used', () => {
  test('instances, active ones and those of a template count for the project and for their owner', () => {
    const { project, users, teams } = usageOf(entries)
    expect(Object.fromEntries(project)).toEqual({
      virtualclusterinstances: 3,
      'virtualclusterinstances.active': 2,
      'virtualclusterinstances.template=small': 2,
      spaceinstances: 1,
      'spaceinstances.active': 1,
    })
    expect(users.get('ada')?.get('virtualclusterinstances')).toBe(2)
    expect(users.get('ada')?.get('virtualclusterinstances.active')).toBe(1)
    expect(users.get('bob')?.get('virtualclusterinstances')).toBeUndefined()
    expect(teams.get('red')?.get('virtualclusterinstances.template=small')).toBe(1)
  })

  test('an instance without an owner counts for the project alone', () => {
    const { project, users, teams } = usageOf({ 'spaceinstances/x': { active: true } })
    expect([project.get('spaceinstances'), users.size, teams.size]).toEqual([1, 0, 0])
  })
})

describe('a change', () => {
  const create = (after: LedgerEntry) => ({ operation: 'create' as const, key, after })

  test('is denied by each limit that it would exceed, with who has most', () => {
    const quotas = {
      project: { virtualclusterinstances: '3', 'virtualclusterinstances.active': '9' },
      user: { 'virtualclusterinstances.active': '1', 'requests.cpu': '0' },
    }
    expect(check(quotas, entries, create(byUser('ada')))).toEqual({
      allowed: false,
      denials: [
        {
          scope: 'project',
          key: 'virtualclusterinstances',
          limit: 3,
          used: 3,
          topConsumers: [
            { owner: { user: 'ada' }, used: 2 },
            { owner: { team: 'red' }, used: 1 },
          ],
        },
        {
          scope: 'per-user',
          who: 'ada',
          key: 'virtualclusterinstances.active',
          limit: 1,
          used: 1,
          topConsumers: [
            { owner: { user: 'ada' }, used: 1 },
            { owner: { team: 'red' }, used: 1 },
          ],
        },
      ],
      after: [
        { scope: 'project', key: 'virtualclusterinstances', limit: 3, used: 3, after: 4 },
        { scope: 'project', key: 'virtualclusterinstances.active', limit: 9, used: 2, after: 3 },
        { scope: 'per-user', who: 'ada', key: 'virtualclusterinstances.active', limit: 1, used: 1, after: 2 },
      ],
    })
  })

  test('counts for the team that owns it, and is not denied by what its members have', () => {
    const quotas = { user: { virtualclusterinstances: '2' } }
    expect(check(quotas, entries, create(byUser('ada'))).allowed).toBe(false)
    expect(check(quotas, entries, create(byTeam('red')))).toEqual({
      allowed: true,
      denials: [],
      after: [{ scope: 'per-team', who: 'red', key: 'virtualclusterinstances', limit: 2, used: 1, after: 2 }],
    })
  })

  test('a wake-up is an update that adds one to the active ones', () => {
    const quotas = { project: { 'virtualclusterinstances.active': '2', virtualclusterinstances: '3' } }
    const wake = {
      operation: 'update',
      key: 'virtualclusterinstances/b',
      after: byUser('ada'),
    } as const
    expect(check(quotas, entries, wake).denials).toMatchObject([
      { key: 'virtualclusterinstances.active', limit: 2, used: 2 },
    ])
  })

  test('where a limit was lowered, what adds nothing to it stays possible', () => {
    const quotas = { project: { virtualclusterinstances: '1', 'virtualclusterinstances.active': '0' } }
    const sleep = {
      operation: 'update',
      key: 'virtualclusterinstances/a',
      after: byUser('ada', { active: false }),
    } as const
    expect(check(quotas, entries, sleep).allowed).toBe(true)
    expect(check(quotas, entries, { ...sleep, after: byUser('ada') }).allowed).toBe(true)
  })

  test('a new owner takes it over within his own limit', () => {
    const quotas = { user: { virtualclusterinstances: '2' }, project: { virtualclusterinstances: '3' } }
    const give = (to: LedgerEntry) =>
      check(quotas, entries, { operation: 'update', key: 'virtualclusterinstances/c', after: to })
    expect(give(byUser('ada')).denials).toMatchObject([{ scope: 'per-user', who: 'ada', limit: 2, used: 2 }])
    expect(give(byUser('bob')).allowed).toBe(true)
  })

  test('a limit per template is a limit of that template alone', () => {
    const quotas = { project: { 'virtualclusterinstances.template=small': '2' } }
    expect(check(quotas, entries, create(byUser('bob', { template: 'small' }))).allowed).toBe(false)
    expect(check(quotas, entries, create(byUser('bob', { template: 'large' }))).allowed).toBe(true)
  })

  test.each(['', 'five', '-1', '0.5', '1 ', 'NaN'])('a limit "%s" admits nothing more', (text) => {
    const { denials } = check({ project: { virtualclusterinstances: text } }, {}, create(byUser('ada')))
    expect(denials).toMatchObject([{ key: 'virtualclusterinstances', limit: 0, used: 0, unreadable: text }])
  })

  test('without quotas everything is admitted', () => {
    expect(check(undefined, entries, create(byUser('ada')))).toEqual({
      allowed: true,
      denials: [],
      after: [],
    })
  })

  test('names that JavaScript has a meaning for are names', () => {
    const quotas = { user: { spaceinstances: '1' } }
    const first = { operation: 'create', key: 'spaceinstances/x', after: byUser('__proto__') } as const
    expect(check(quotas, {}, first).allowed).toBe(true)
    const second = { ...first, key: 'spaceinstances/y' }
    expect(check(quotas, { [first.key]: first.after }, second).allowed).toBe(false)
    const { user } = statusQuotas(quotas, { [first.key]: first.after })
    expect(Object.entries(user?.used?.users ?? {})).toEqual([
      ['__proto__', { spaceinstances: '1', 'spaceinstances.active': '1' }],
    ])
  })
})

test('no order of admitted changes gets above a limit', () => {
  const owner = fc.constantFrom({ user: 'ada' }, { user: 'bob' }, { team: 'red' })
  const change = fc.record({
    key: fc.nat(9).map((number) => `spaceinstances/${number}`),
    after: fc.record({
      owner,
      active: fc.boolean(),
      template: fc.constantFrom('s', 'm'),
      since: fc.constant(since),
    }),
  })
  const limit = fc.nat(4).map(String)
  const limits = fc.record({
    spaceinstances: limit,
    'spaceinstances.active': limit,
    'spaceinstances.template=s': limit,
  })
  fc.assert(
    fc.property(limits, limits, fc.array(change, { maxLength: 60 }), (project, user, changes) => {
      let now: Entries = {}
      for (const each of changes) {
        const result = check({ project, user }, now, { operation: 'update', ...each })
        if (result.allowed) now = { ...now, [each.key]: each.after }
      }
      const usage = usageOf(now)
      for (const [key, most] of Object.entries(project))
        expect(usage.project.get(key) ?? 0).toBeLessThanOrEqual(Number(most))
      for (const counts of [...usage.users.values(), ...usage.teams.values()])
        for (const [key, most] of Object.entries(user))
          expect(counts.get(key) ?? 0).toBeLessThanOrEqual(Number(most))
    }),
  )
})

describe('the status of a project', () => {
  test('has limits and what is used, as texts, by owner and by cluster', () => {
    const quotas = {
      project: { virtualclusterinstances: '5', 'requests.cpu': '4' },
      user: { 'spaceinstances.active': '1' },
    }
    const two = {
      'virtualclusterinstances/a': byUser('ada', { active: false }),
      'spaceinstances/a': byTeam('red', { template: 'small' }),
    }
    const space = { spaceinstances: '1', 'spaceinstances.active': '1', 'spaceinstances.template=small': '1' }
    const clusterOf = (each: string) => (each === 'spaceinstances/a' ? 'eu' : undefined)
    expect(statusQuotas(quotas, two, clusterOf)).toEqual({
      project: {
        limit: quotas.project,
        used: { virtualclusterinstances: '1', ...space },
        clusters: { eu: { used: space } },
      },
      user: {
        limit: quotas.user,
        used: {
          users: { ada: { virtualclusterinstances: '1', 'spaceinstances.active': '0' } },
          teams: { red: space },
        },
        clusters: { eu: { users: {}, teams: { red: space } } },
      },
    })
  })

  test('without quotas or instances it is empty', () => {
    expect(statusQuotas(undefined, {})).toEqual({
      project: { used: {}, clusters: {} },
      user: { used: { users: {}, teams: {} }, clusters: {} },
    })
    expect(statusQuotas({ project: { spaceinstances: '2' } }, {}).project?.used).toEqual({
      spaceinstances: '0',
    })
  })
})

describe('quotas that are not saved', () => {
  test.each([
    [{ project: { virtualclusterinstances: 'five' } }, 'spec.quotas.project[virtualclusterinstances]'],
    [{ user: { 'spaceinstances.active': '-1' } }, 'spec.quotas.user[spaceinstances.active]'],
    [{ user: { 'spaceinstances.template=x': '1.5' } }, 'spec.quotas.user[spaceinstances.template=x]'],
    [{ project: { 'spaceinstances.asleep': '1' } }, 'spec.quotas.project'],
    [{ project: { 'spaceinstances.template=': '1' } }, 'spec.quotas.project'],
    [{ project: { 'requests.cpu': 'much' } }, 'spec.quotas.project[requests.cpu]'],
    [{ project: { '': '1' } }, 'spec.quotas.project[]'],
  ])('%j', (quotas, field) => {
    expect(checkQuotas(quotas)).toEqual([expect.objectContaining({ field })])
  })

  test('others are', () => {
    expect(checkQuotas(undefined)).toEqual([])
    expect(
      checkQuotas({
        project: {
          virtualclusterinstances: '0',
          'spaceinstances.template=a.b': '1k',
          'limits.memory': '8Gi',
        },
        user: { 'count/pods': '3' },
      }),
    ).toEqual([])
  })
})
