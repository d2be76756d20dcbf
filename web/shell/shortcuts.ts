import { paths } from '#web/paths.ts'

/** What a key does wherever one is. */
export type Does = { go: string } | { open: 'palette' | 'shortcuts' } | { create: true }

export interface Shortcut {
  /** As they are pressed, one after the other: `g p`; together where a plus is between: `Ctrl+K`. */
  keys: string
  words: string
  /** Left out where the place that has the key hears it by itself. */
  does?: Does
}

export interface ShortcutGroup {
  title: string
  shortcuts: readonly Shortcut[]
}

/** Every key of the console: the one table that its handler and the page of shortcuts read. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: 'Ctrl+K', words: 'Search or do anything', does: { open: 'palette' } },
      { keys: '?', words: 'Show these shortcuts', does: { open: 'shortcuts' } },
      { keys: 'c', words: 'Make something new here', does: { create: true } },
      { keys: 'Ctrl+`', words: 'Show or hide the terminals' },
      { keys: 'Esc', words: 'Close what is open over the page' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: [
      { keys: 'g h', words: 'Home', does: { go: paths.home() } },
      { keys: 'g p', words: 'Projects', does: { go: paths.projects() } },
      { keys: 'g t', words: 'Teams', does: { go: paths.teams() } },
      { keys: 'g u', words: 'Users', does: { go: paths.users() } },
      { keys: 'g c', words: 'Clusters', does: { go: paths.clusters() } },
      { keys: 'g m', words: 'My profile', does: { go: paths.profile() } },
    ],
  },
  {
    title: 'In a table',
    shortcuts: [
      { keys: '/', words: 'Filter' },
      { keys: '↓', words: 'Next row; ↑ the one before' },
      { keys: 'Enter', words: 'Open the row' },
    ],
  },
  {
    title: 'In the search',
    shortcuts: [
      { keys: 'Enter', words: 'Go there or do it' },
      { keys: 'Ctrl+Enter', words: 'Open in a new tab' },
    ],
  },
  {
    title: 'In an editor or a terminal',
    shortcuts: [
      { keys: 'Ctrl+S', words: 'Save what is edited' },
      { keys: 'Ctrl+Space', words: 'Complete' },
      { keys: 'F6', words: 'Leave the terminal' },
    ],
  },
]

const all = shortcutGroups.flatMap(({ shortcuts }) => shortcuts)

/** Whether it is keys without Ctrl or Cmd, which can be switched off. */
export function isSingle({ keys, does }: Shortcut): boolean {
  return does !== undefined && !keys.includes('+')
}

/** What was pressed comes to: something to do, a beginning that waits for one more key, or nothing. */
export function pressed(before: string, key: string): { does: Does } | { begun: string } | undefined {
  const keys = before === '' ? key : `${before} ${key}`
  const singles = all.filter(isSingle)
  const done = singles.find((each) => each.keys === keys)?.does
  if (done !== undefined) return { does: done }
  if (singles.some((each) => each.keys.startsWith(`${keys} `))) return { begun: keys }
  // What does not go on with what was begun may begin something itself.
  return before === '' ? undefined : pressed('', key)
}

/** The keys that lead to a place. */
export function keysTo(place: string): string | undefined {
  return all.find(({ does }) => does !== undefined && 'go' in does && does.go === place)?.keys
}

/** Where something new is made from a place: the form for what its list shows, or that one looks at. */
export function creationAt(pathname: string): string | undefined {
  const [, list = '', project = '', part = ''] = pathname.split('/').map(decodeURIComponent)
  if (list === 'teams') return paths.newTeam()
  if (list !== 'projects' || project === '') return undefined
  return part === 'spaces' ? paths.newSpace(project) : paths.newVirtualCluster(project)
}
