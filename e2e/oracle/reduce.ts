import { isObject } from './json.ts'
import type { Json, Step } from './scenario.ts'

/**
 * Cuts an answer down to what a scenario is about. `keep` lists dotted paths
 * into the body, `only` keeps those list elements and map entries, anywhere in
 * the first three levels, that mention this text when at least one does.
 */
export function reduceBody(body: Json, { keep, only }: Pick<Step, 'keep' | 'only'>): Json {
  const kept = keep ? keep.reduce<Json>((part, path) => copied(body, part, path.split('.')), {}) : body
  return only === undefined ? kept : mentioning(kept, only, 3)
}

/** `into`, with what `from` has at the path. */
function copied(from: Json, into: Json, [key, ...rest]: string[]): Json {
  if (key === undefined) return from
  if (!isObject(from) || !isObject(into) || !(key in from)) return into
  return { ...into, [key]: copied(from[key] ?? null, into[key] ?? {}, rest) }
}

function mentioning(value: Json, text: string, depth: number): Json {
  if (depth === 0) return value
  if (Array.isArray(value)) {
    return value
      .filter((element) => mentions(element, text))
      .map((element) => mentioning(element, text, depth - 1))
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const found = entries.filter(([key, child]) => key.includes(text) || mentions(child, text))
  const plain = entries.filter(([, child]) => !isObject(child) && !Array.isArray(child))
  const chosen = entries.filter((entry) => found.includes(entry) || plain.includes(entry))
  return Object.fromEntries(
    chosen.map(([key, child]) => [key, key.includes(text) ? child : mentioning(child, text, depth - 1)]),
  )
}

function mentions(value: Json, text: string): boolean {
  return JSON.stringify(value).includes(text)
}
