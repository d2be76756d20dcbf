import type { SavedView } from '#api/preferences.ts'

/** As many as the server keeps of one table, and as long as their names may be. */
const mostViews = 20
const longest = 80
const longestQuery = 1000

type Views = readonly SavedView[]

/** The views with one more, or with another name for the one that was called `before`. */
export function viewsWith(views: Views, name: string, query: string, before?: string): SavedView[] {
  if (before === undefined) return [...views, { name, query }]
  return views.map((view) => (view.name === before ? { name, query } : view))
}

/** The views without one; undefined where none is left. */
export function withoutView(views: Views, name: string): SavedView[] | undefined {
  const left = views.filter((view) => view.name !== name)
  return left.length === 0 ? undefined : left
}

/** Why no view can be kept under this name; `query` is what is to be kept, where it is a new one. */
export function whyNot(name: string, views: Views, query?: string): string | undefined {
  if (name === '') return 'Give it a name.'
  if (name.length > longest) return `A name has at most ${longest} characters.`
  if (views.some((view) => view.name === name)) return 'There is such a view already.'
  if (query === undefined) return undefined
  if (query.length > longestQuery) return 'This filter is too long to be kept.'
  if (views.length >= mostViews) return `There can be ${mostViews} views of a table: delete one first.`
  return undefined
}
