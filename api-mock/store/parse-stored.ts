import { parseExact } from '#kube/strict-json.ts'
import type { Body } from './stored.ts'

/** Parses an object's stored text; exact for every number. */
export function parseStored(text: string): Body {
  return parseExact(text) as Body
}
