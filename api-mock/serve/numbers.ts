import { parseJson } from '#kube/strict-json.ts'
import type { Body } from '#api-mock/store/stored.ts'

/** What JavaScript would write otherwise than it was written: long integers and exponents. */
const delicate = /[0-9]{16}|[0-9][eE][-+]?[0-9]/

/** Parses an object's stored text; exact for every number, and as fast as JSON.parse for almost all. */
export function parseStored(text: string): Body {
  return (delicate.test(text) ? parseJson(text) : JSON.parse(text)) as Body
}
