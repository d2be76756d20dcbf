import { mostRecent, type Preferences, type Visit } from '#api/preferences.ts'
import { mergePatch } from '#kube/merge-patch.ts'

/** A merge patch: null takes a preference back, and views are changed table by table. */
export type PreferencesPatch = {
  [K in keyof Preferences]?: K extends 'savedViews'
    ? Record<string, NonNullable<Preferences['savedViews']>[string] | null> | null
    : Preferences[K] | null
}

/** What the server says, with what it has not heard of yet. */
export function merged(said: Preferences, patches: readonly PreferencesPatch[]): Preferences {
  // A merge of a document and patches of its own shape has that shape.
  return patches.reduce<unknown>(mergePatch, said) as Preferences
}

/** The recent places with one more, the last first, each once. */
export function withVisit(recent: readonly Visit[] = [], visit: Visit): Visit[] {
  return [visit, ...recent.filter(({ path }) => path !== visit.path)].slice(0, mostRecent)
}
