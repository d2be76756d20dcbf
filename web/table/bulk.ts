import type { QueryClient } from '@tanstack/react-query'

/** What can be done with many objects at once; a page's own part, loaded when the first is selected. */
export interface Bulk<T> {
  /** What kubectl calls them: `pods`, `deployments.apps`. */
  resource: string
  /** What goes with them, in a sentence. */
  lost: string
  /** Why the person may not delete this one; undefined where they may. Nothing is asked for that would be refused. */
  against: (client: QueryClient, object: T) => Promise<string | undefined>
  remove: (client: QueryClient, object: T) => Promise<void>
  /** Lets the person hear when all of them are gone, where that comes later than the server's answer. */
  follow?: (objects: readonly T[]) => void
}
