import { useOutletContext } from 'react-router'
import type { Instance, Side } from './sides.ts'

/** The space or virtual cluster whose page is open, for each of the page's parts. */
export interface Shown {
  side: Side
  instance: Instance
  project: string
  /** Deleted while it is shown, or out of this person's sight. */
  gone: boolean
  /** Its deletion was just asked for here. */
  deleting: boolean
  /** Why this person may not work in it. */
  againstUse: string | undefined
}

export function useShown(): Shown {
  return useOutletContext<Shown>()
}
