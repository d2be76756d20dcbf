/** Under which heading an entry stands. */
export type Group =
  | 'Favourites'
  | 'Recent'
  | 'Actions'
  | 'Places'
  | 'Projects'
  | 'Virtual clusters'
  | 'Spaces'
  | 'Teams'
  | 'Users'
  | 'Clusters'
  | 'Templates'
  | 'Kinds here'
  | 'Pods'

/** Something to go to or to do. */
export interface Entry {
  /** Tells it from all others. */
  id: string
  group: Group
  title: string
  /** Where it is, or what else tells it from its like. */
  beside?: string
  /** Other words by which people look for it. */
  also?: string
  /** The keys that do the same. */
  keys?: string
  /** The place it leads to, or what it does. */
  does: { to: string } | { act: () => void }
}

/** The address of an entry that leads somewhere. */
export function placeOf({ does }: Entry): string | undefined {
  return 'to' in does ? does.to : undefined
}
