import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** What a window keeps while it is loaded again. */
const storage = new Map<string, string>()

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  storage.clear()
})

const exec = { place: { root: '/kubernetes/cluster/a' }, namespace: 'n', pod: 'p', container: 'c' }

test('tabs of one name are told apart, and closing one shows the one beside it', async () => {
  const dock = await import('./dock.ts')
  dock.restoreDock('maya')
  for (let count = 0; count < 3; count += 1) dock.addExec(exec)
  expect(dock.dockNow().tabs.map(({ name }) => name)).toEqual(['p · c', 'p · c (2)', 'p · c (3)'])
  dock.closeTab(dock.dockNow().active)
  expect(dock.dockNow().active).toBe(dock.dockNow().tabs[1]?.id)
  dock.dockNow().tabs.forEach(({ id }) => dock.closeTab(id))
  expect(dock.dockNow()).toMatchObject({ tabs: [], open: false })
})

test('after a reload a session is found again, and a shell in a container has ended', async () => {
  const first = await import('./dock.ts')
  first.restoreDock('maya')
  first.addExec(exec)
  first.addShell({ kind: 'management' })
  first.changeTab(first.dockNow().active, { session: 'one', state: { is: 'open' } })
  vi.resetModules()
  const again = await import('./dock.ts')
  again.restoreDock('maya')
  expect(again.dockNow().tabs.map(({ state, session }) => [state.is, session])).toEqual([
    ['away', undefined],
    ['connecting', 'one'],
  ])
  expect(again.dockNow()).toMatchObject({ active: first.dockNow().active, open: true, asked: 0 })
})

test('nobody comes upon the shells of somebody else', async () => {
  const first = await import('./dock.ts')
  first.restoreDock('maya')
  first.addExec(exec)
  vi.resetModules()
  const other = await import('./dock.ts')
  other.restoreDock('grace')
  expect(other.dockNow().tabs).toEqual([])
  other.addExec(exec)
  other.restoreDock('maya')
  expect(other.dockNow().tabs).toEqual([])
})
