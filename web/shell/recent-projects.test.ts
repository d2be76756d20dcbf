import { expect, test } from 'vitest'
import { recentFirst, recentProjects, rememberProject, rememberProjects } from './recent-projects.ts'

function memory() {
  const texts = new Map<string, string>()
  return {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  }
}

test('the projects of recent places are remembered, each once and not too many', () => {
  const browser = memory()
  expect(recentProjects(browser)).toEqual([])
  const names = ['f', 'e', 'f', 'd', 'c', 'a', 'b']
  rememberProjects(
    [{ path: '/teams/a' }, ...names.map((name) => ({ path: `/projects/${name}/spaces/x` }))],
    browser,
  )
  expect(recentProjects(browser)).toEqual(['f', 'e', 'd', 'c', 'a'])
})

test('what is opened here comes before what was opened elsewhere', () => {
  const browser = memory()
  rememberProject('here', browser)
  rememberProjects([{ path: '/projects/there' }, { path: '/projects/here' }], browser)
  rememberProject('there', browser)
  expect(recentProjects(browser)).toEqual(['there', 'here'])
})

test('what was opened last comes first, the rest by name', () => {
  const projects = ['c', 'a', 'b'].map((name) => ({ metadata: { name } }))
  expect(recentFirst(projects, ['b', 'gone']).map(({ metadata }) => metadata.name)).toEqual(['b', 'a', 'c'])
})
