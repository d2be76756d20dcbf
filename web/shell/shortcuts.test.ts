import { paths } from '#web/paths.ts'
import { expect, test } from 'vitest'
import { creationAt, isSingle, keysTo, pressed, shortcutGroups } from './shortcuts.ts'

test('two keys in a row lead to a place', () => {
  expect(pressed('', 'g')).toEqual({ begun: 'g' })
  expect(pressed('g', 'p')).toEqual({ does: { go: paths.projects() } })
  expect(pressed('', '?')).toEqual({ does: { open: 'shortcuts' } })
})

test('a key that does not go on with what was begun begins anew, or is nothing', () => {
  expect(pressed('g', 'g')).toEqual({ begun: 'g' })
  expect(pressed('g', '?')).toEqual({ does: { open: 'shortcuts' } })
  expect(pressed('g', 'x')).toBeUndefined()
  expect(pressed('', 'x')).toBeUndefined()
})

test('no keys are the beginning of others, and none is there twice', () => {
  const single = shortcutGroups.flatMap(({ shortcuts }) => shortcuts.filter(isSingle).map(({ keys }) => keys))
  expect(new Set(single).size).toBe(single.length)
  for (const keys of single) expect(single.filter((other) => other.startsWith(`${keys} `))).toEqual([])
})

test('a place knows its keys', () => {
  expect(keysTo(paths.teams())).toBe('g t')
  expect(keysTo(paths.audit())).toBeUndefined()
})

test('something new is made where one is', () => {
  expect(creationAt('/teams/mobile')).toBe(paths.newTeam())
  expect(creationAt('/projects/shop/spaces/dev/pods')).toBe(paths.newSpace('shop'))
  expect(creationAt('/projects/shop/quotas')).toBe(paths.newVirtualCluster('shop'))
  expect(creationAt('/projects')).toBeUndefined()
  expect(creationAt('/')).toBeUndefined()
})
