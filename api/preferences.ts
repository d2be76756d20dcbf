import * as z from 'zod/mini'

/** Where somebody's preferences are read (GET) and changed (PATCH, a JSON merge patch). */
export const preferencesPath = '/auth/preferences'

/** A place of the console: its address there, with its query, and what it is called. */
export interface PlaceNote {
  path: string
  title: string
}

/** A place that was visited; `at` is RFC 3339. */
export interface Visit extends PlaceNote {
  at: string
}

/** A way to look at a table: its query in the address, under a name. */
export interface SavedView {
  name: string
  query: string
}

/** How somebody wants the console to be; what is not there is as it comes. */
export type Preferences = z.infer<ReturnType<typeof preferencesSchema>>

export const mostFavourites = 50
export const mostRecent = 20

/** Tables with views of one's own, and views of each. */
const mostTables = 40
const mostViews = 20

/** The most characters of all of it as JSON. */
export const mostPreferences = 64 * 1024

/** What it does not name is left out. Made where it is checked: the browser needs its type alone. */
export const preferencesSchema = () => {
  const title = z.string().check(z.minLength(1), z.maxLength(200))
  // An address below the console's own: never one that leads to another host.
  const path = z.string().check(z.maxLength(1000), z.regex(/^\/(?![/\\])/))
  const view = z.object({
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    query: z.string().check(z.maxLength(1000)),
  })
  const table = z.string().check(z.regex(/^[\w./-]{1,100}$/))
  return z.object({
    theme: z.optional(z.enum(['light', 'dark', 'system'])),
    /** In which zone times are shown: the browser's or UTC. */
    zone: z.optional(z.enum(['local', 'utc'])),
    /** Whether single keys do something. */
    shortcuts: z.optional(z.boolean()),
    /** Whether the browser may say outside of its window what has ended. */
    notify: z.optional(z.boolean()),
    /** Whether terminals write for screen readers. */
    screenReader: z.optional(z.boolean()),
    favourites: z.optional(z.array(z.object({ path, title })).check(z.maxLength(mostFavourites))),
    /** The last first. */
    recent: z.optional(
      z.array(z.object({ path, title, at: z.iso.datetime() })).check(z.maxLength(mostRecent)),
    ),
    /** By the name of the table. */
    savedViews: z.optional(
      z
        .record(table, z.array(view).check(z.maxLength(mostViews)))
        .check(
          z.refine((tables) => Object.keys(tables).length <= mostTables, `at most ${mostTables} tables`),
        ),
    ),
    tour: z.optional(z.enum(['done'])),
  })
}
