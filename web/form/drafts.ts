import type { Tree } from './merge.ts'

/** What somebody typed and did not save yet, with what it was made from. */
export interface SavedDraft<Values extends Tree> {
  base: Values
  values: Values
  /** When it was typed, in milliseconds. */
  at: number
}

/** The part of the browser's storage that drafts need. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** One form's draft; the person's name is in the key, because people share browsers. */
export interface DraftPlace {
  person: string
  form: string
}

function keyOf({ person, form }: DraftPlace): string {
  return `aerie-draft/${person}/${form}`
}

/** The draft of this form, if there is one that can be read. */
export function readDraft<Values extends Tree>(
  storage: DraftStorage,
  place: DraftPlace,
): SavedDraft<Values> | undefined {
  const text = storage.getItem(keyOf(place))
  if (text === null) return undefined
  try {
    const draft = JSON.parse(text) as Partial<SavedDraft<Values>>
    const { base, values, at } = draft
    return base === undefined || values === undefined || at === undefined ? undefined : { base, values, at }
  } catch {
    // Something else was written there; it is no draft, and the next one replaces it.
    return undefined
  }
}

export function writeDraft<Values extends Tree>(
  storage: DraftStorage,
  place: DraftPlace,
  draft: SavedDraft<Values>,
): void {
  storage.setItem(keyOf(place), JSON.stringify(draft))
}

export function dropDraft(storage: DraftStorage, place: DraftPlace): void {
  storage.removeItem(keyOf(place))
}
